"""How many single-letter changes separate two words, up to a limit.

Source: the optimal string alignment distance (insertion, deletion, substitution, swap of neighbours,
no letter changed twice); G. Navarro, A guided tour to approximate string matching, ACM CSUR 33 (2001).
"""


def one_edit(a: str, b: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns `a` into `b`."""
    if len(a) > len(b):
        a, b = b, a
    extra = len(b) - len(a)
    if extra > 1 or a == b:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if extra:
        return a[i:] == b[i + 1 :]
    if a[i + 1 :] == b[i + 1 :]:
        return True
    return a[i + 2 :] == b[i + 2 :] and i + 1 < len(a) and a[i] == b[i + 1] and a[i + 1] == b[i]


def distance(a: str, b: str, limit: int) -> int:
    """The optimal string alignment distance, or `limit + 1` when it is larger than `limit`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        older, before, row = before, row, [i]
        for j in range(1, len(b) + 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
