"""Passwords whose place in a line says what they are, and the same places with nothing to hide."""

import pytest
from looking import findings, rules


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("snmpd.conf", "rocommunity {alnum14} 10.0.0.0/8\n"),
        ("snmpd.conf", 'createUser monitor SHA "{alnum14}" AES "{alnum14}"\n'),
        ("edge1.cfg", "snmp-server community {alnum14} RW\n"),
        ("edge1.cfg", "tacacs-server key {alnum14}\n"),
        ("edge1.cfg", "username ann privilege 15 password 7 {bighex20}\n"),
        ("ks.cfg", "rootpw --plaintext {alnum14}\n"),
        ("preseed.cfg", "d-i passwd/root-password password {alnum14}\n"),
        ("office.ovpn", "<auth-user-pass>\nann\n{alnum12}\n</auth-user-pass>\n"),
        ("setup.sh", 'echo "machine git.acme.net login bot password {alnum20}" >> ~/.netrc\n'),
        ("load.sh", "sqlplus etl/{alnum14}@//db.acme.net:1521/orcl\n"),
        ("map.ps1", "net use Z: \\\\files\\share /user:acme\\ann {alnum14}\n"),
        ("history.txt", "vault operator unseal {sextet44}\n"),
        (
            "terraform.tfstate",
            '{"type": "random_password", "instances": [{"attributes": {"result": "{alnum20}"}}]}',
        ),
        ("main.go", 'db, err := sql.Open("mysql", "app:{alnum14}@tcp(db.acme.net:3306)/app")\n'),
        ("up.sh", "echo '{alnum14}' | sudo -S systemctl restart app\n"),
        ("up.sh", 'echo "ann:{alnum14}" | chpasswd\n'),
        ("user-data.yaml", "#cloud-config\nchpasswd:\n  list: |\n    root:{alnum14}\n"),
        ("haproxy.cfg", "user admin insecure-password {alnum14}\n"),
        ("users.acl", "user worker on >{alnum14} ~* +@all\n"),
        ("chap-secrets", "ann pptpd {alnum14} *\n"),
        ("sasl_passwd", "[smtp.acme.net]:587 robot@acme.net:{alnum14}\n"),
        ("ipsec.secrets", 'vpn.acme.net : PSK "{alnum24}"\n'),
        ("userlist.txt", '"app" "{alnum14}"\n'),
        ("msmtprc", "password {alnum14}\n"),
    ],
)
def test_a_password_by_its_place(path, text):
    assert rules(text, path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("snmpd.conf", "rocommunity public localhost\n"),
        ("snmpd.conf", "# createUser USERNAME SHA PASSPHRASE\n"),
        ("ks.cfg", "rootpw --lock\nrootpw --iscrypted !!\n"),
        ("user-data.yaml", "chpasswd:\n  list: |\n    ubuntu:RANDOM\n"),
        ("office.ovpn", "auth-user-pass /etc/openvpn/auth.txt\n"),
        ("load.sh", "sqlplus $USER/$PASSWORD@orcl\n"),
        ("map.ps1", "net use Z: \\\\files\\share /user:acme\\ann *\n"),
        ("main.go", 'dsn := fmt.Sprintf("%s:%s@tcp(%s)/app", user, pass, host)\n'),
        ("up.sh", 'echo "$PASSWORD" | sudo -S true\necho "$USER:$PASSWORD" | chpasswd\n'),
        ("notes.txt", "the machine login is slow and the password hint helps\n"),
        ("test_netrc.py", 'nrc = make("machine host.domain.com login log password pass")\n'),
    ],
)
def test_a_place_without_a_password(path, text):
    assert not rules(text, path)


def test_every_account_of_a_list_is_found():
    text = "chpasswd:\n  list: |\n    root:{alnum14}\n    ann:{alnum15}\n    bob:{alnum16}\nruncmd: []\n"
    assert [f.location.line for f in findings(text, "user-data.yaml")] == [3, 4, 5]
