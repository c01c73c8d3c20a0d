"""Pictures as SVG: the bars of a column, source beside twin, and the correlations as a grid of colours."""

from html import escape

from fumehood.exposure.synth.measure import Column

_WIDTH, _HEIGHT = 300, 96


def bars(column: Column) -> str:
    """The distribution of a column: the source filled, the twin as an outline over it (steps for numbers)."""
    top = max((*[s or 0 for s in column.source], *column.twin, 1e-9))
    count = len(column.twin)
    step = _WIDTH / max(1, count)
    gap = 0.0 if column.kind != "category" else min(6.0, step * 0.25)
    shapes = []
    for i, (source, twin) in enumerate(zip(column.source, column.twin, strict=True)):
        x, width = i * step + gap / 2, step - gap
        if source is None:
            shapes.append(f'<rect class="few" x="{x:.1f}" y="{_HEIGHT - 3}" width="{width:.1f}" height="3"/>')
        elif source:
            height = source / top * _HEIGHT
            shapes.append(
                f'<rect class="source" x="{x:.1f}" y="{_HEIGHT - height:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
            )
        y = _HEIGHT - twin / top * _HEIGHT
        if column.kind == "category":
            shapes.append(f'<path class="twin" d="M{x:.1f} {_HEIGHT}V{y:.1f}h{width:.1f}V{_HEIGHT}"/>')
    if column.kind != "category":
        path = "".join(
            f"V{_HEIGHT - twin / top * _HEIGHT:.1f}H{(i + 1) * step:.1f}"
            for i, twin in enumerate(column.twin)
        )
        shapes.append(f'<path class="twin" d="M0 {_HEIGHT}{path}V{_HEIGHT}"/>')
    title = escape(f"Distribution of {column.name}: source filled, twin outlined")
    return (
        f'<svg viewBox="-1 -2 {_WIDTH + 2} {_HEIGHT + 3}" role="img" aria-label="{title}" preserveAspectRatio="none">'
        f'{"".join(shapes)}<path class="axis" d="M0 {_HEIGHT}H{_WIDTH}"/></svg>'
    )


def grid(names: list[str], values: list[list[float]]) -> str:
    """Correlations as squares: the hue says the sign, the strength of the colour how strong."""
    size = max(7.0, min(26.0, 420 / max(1, len(names))))
    side = size * len(names)
    cells = []
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if row == column:
                continue
            sign = "plus" if value >= 0 else "minus"
            tip = escape(f"{names[row]} × {names[column]}: {value:+.2f}")
            cells.append(
                f'<rect class="{sign}" x="{column * size:.1f}" y="{row * size:.1f}" width="{size - 1:.1f}" height="{size - 1:.1f}"'
                f' fill-opacity="{abs(value):.2f}"><title>{tip}</title></rect>'
            )
    frame = f'<rect class="frame" x="-.5" y="-.5" width="{side:.1f}" height="{side:.1f}"/>'
    return f'<svg viewBox="-1 -1 {side + 2:.1f} {side + 2:.1f}" role="img" aria-label="rank correlations">{frame}{"".join(cells)}</svg>'
