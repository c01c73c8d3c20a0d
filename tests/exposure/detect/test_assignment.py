import pytest
from looking import findings, rules

FOUND = [
    ("src/a.py", "password = '{some-password}'"),
    ("src/a.py", "PASSWORD: str = '{some-password}'"),
    ("src/a.py", "connect(user='ann', password='{some-password}')"),
    ("src/a.py", "config['db_password'] = '{some-password}'"),
    ("src/a.py", 'os.environ.get("API_SECRET", "{alnum32}")'),
    ("src/a.py", "if password == '{some-password}': pass"),
    ("src/a.py", 'settings = b"client_secret={alnum32}&grant_type=x"'),
    ("src/a.js", "const apiKey = `{alnum32}`;"),
    ("src/a.js", "{ clientSecret: '{alnum40}' }"),
    ("src/A.java", 'private static final String DB_PASSWORD = "{some-password}";'),
    ("src/a.go", 'token := "{alnum40}"'),
    ("src/a.rb", "secret_key_base: '{hex64}'"),
    ("src/a.php", "define('DB_PASSWORD', '{some-password}');"),
    ("src/a.php", "$config['auth_token'] => '{alnum40}',"),
    ("src/a.cs", 'new Client { ApiKey = "{alnum32}" }'),
    ("config/a.json", '{"smtp": {"password": "{some-password}"}}'),
    ("config/a.json", '{"name": "DB_PASSWORD", "value": "{some-password}"}'),
    ("config/a.json", '{"tokens": ["{hex32}", "{hex32}"]}'),
    ("config/a.yaml", "db:\n  password: {some-password}\n"),
    ("config/a.yaml", "- name: API_TOKEN\n  value: {alnum40}\n"),
    ("config/a.toml", 'api_key = "{alnum32}"'),
    ("config/a.ini", "[db]\npasswd={some-password}\n"),
    ("config/app.properties", "spring.datasource.password={some-password}"),
    ("config/a.xml", "<password>{some-password}</password>"),
    ("config/a.xml", '<add key="ApiKey" value="{alnum32}" />'),
    ("config/a.xml", '<Pass encoding="base64">{sextet20}</Pass>'),
    ("main.tf", 'master_password = "{some-password}"'),
    ("Dockerfile", "ENV DB_PASSWORD={some-password}"),
    (".env", "export SECRET_TOKEN={hex40}"),
    ("run.sh", "tool --password {some-password} --user ann"),
    ("run.sh", "PGPASSWORD={some-password} psql"),
    ("run.ps1", "Connect-Thing -Password {some-password}"),
    ("notes.md", "API key: `{alnum32}`"),
    ("src/a.js", "conn.login('ann@acme.net', '{some-password}', done)"),
    ("src/a.py", "requests.get(url, auth=HTTPBasicAuth('ann', '{some-password}'))"),
    ("docker-compose.yml", "      - MYSQL_ROOT_PASSWORD={some-password}"),
]


@pytest.mark.parametrize(("path", "text"), FOUND, ids=[t for _, t in FOUND])
def test_found(path, text):
    assert any(rule in {"FHE181", "FHE182", "FHE184"} for rule in rules(text, path))


SILENT = [
    "password = os.environ['DB_PASSWORD']",
    "password = getpass.getpass('Password: ')",
    "password = ''",
    "password = None",
    "password = 'xxxxxxxx'",
    "password = '********'",
    "password = '<your password>'",
    "password = '${DB_PASSWORD}'",
    "password = '%s' % value",
    "password = '{{ db_password }}'",
    "password = 'your_password_here'",
    "password = 'changeme'",
    "password = password_input",
    "password_field = 'form-password-1'",
    "password_file = '/run/secrets/db'",
    "password_hash = hashlib.sha256(x).hexdigest()",
    "def login(user: str, password: str = '') -> None: ...",
    "token = request.headers['X-Token-2']",
    "token_type = 'bearer2'",
    "next_page_token = 'abc123def456'",
    "csrf_token = '7SWaFo1hsC6oovfBsJFLGPUl2EhkSW'",
    "api_key = config.get('API_KEY_2')",
    "secret_name = 'projects/app-1/secrets/db'",
    "cache_key = f'user:{user_id}:profile'",
    "primary_key = 'user_id_2024'",
    "key = 'Control-Shift-K2'",
    "public_key = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE1234'",
    "commit_hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'",
    "secret = 'sha256:9f86d081884c7d659a2feaa0c55ad015'",
    "KEYBOARD = 'qwertyuiop1234567890'",
    "tokens = tokenize('a b c')",
    "access_token_url = 'https://auth.acme.net/oauth/token1'",
    "label_password = 'Salasana'",
    "help = 'the password of the user2'",
    "parser.add_argument('--password', help='the password to use')",
    "secret_key = 'ENC[AES256_GCM,data:abc123]'",
    "alphabet_key = 'abcdefghijklmnopqrstuvwxyz0123456789'",
    "auth = HTTPBasicAuth(user, pwd1)",
    "password = self.fields['password1']",
    "author = 'Ann Lee 2024'",
    "compass = 'north-west-12'",
]


@pytest.mark.parametrize("text", SILENT)
def test_silent(text):
    assert rules(text) == []


def test_labels_and_translations_are_no_passwords():
    labels = '{"password": "Passwort", "newPassword": "Uusi salasana", "error.password": "Lösenordet är för kort."}'
    assert rules(labels, "web/strings.json") == []
    assert rules('msgid "password"\nmsgstr "salasana2"\n', "locale/fi/django.po") == []


def test_weak_passwords_count_in_the_settings_of_a_product_only():
    assert rules("DB_PASSWORD=admin123", "deploy/.env") == ["FHE181"]
    (example,) = findings("DB_PASSWORD=admin123", "deploy/.env.example")
    assert example.severity.value == "low"
    assert rules("password = 'admin'", "tests/test_a.py") == []


def test_what_people_tell_an_assistant():
    text = "The API key is {alnum32}, my password is {some-password}, and the token was changed yesterday."
    assert rules(text, "<stdin>") == ["FHE182", "FHE181"]
    assert (
        rules("The password is required. The secret is out. The token is valid for 20 minutes.", "a.md") == []
    )
