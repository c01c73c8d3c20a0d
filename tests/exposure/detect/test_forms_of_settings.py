"""Names and values as the file formats of many tools join them, in several languages."""

import pytest
from looking import rules


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("key.properties", "storePassword={alnum14}\n"),
        ("build.gradle", "        storePassword '{alnum14}'\n"),
        ("application.properties", "server.ssl.key-store-password={alnum14}\n"),
        ("NuGet.Config", '<add key="ClearTextPassword" value="{lower52}" />'),
        ("Secrets.plist", "<key>API_SECRET</key>\n\t<string>{alnum32}</string>"),
        ("hive-site.xml", "<name>javax.jdo.option.ConnectionPassword</name>\n    <value>{alnum14}</value>"),
        ("unattend.xml", "<AdministratorPassword>\n  <Value>{alnum14}</Value>"),
        ("fetch.R", 'token <- "{bighex32}"\n'),
        ("lib.rs", 'pub const SIGNING_SECRET: &str = "{alnum40}";'),
        ("a.m", "weboptions('Username', 'lab', 'Password', '{alnum12}');"),
        ("parameters.json", '{"adminPassword": {"value": "{alnum14}"}}'),
        ("variables.tf", 'variable "admin_password" {\n  type = string\n  default = "{alnum14}"\n}\n'),
        ("stack.yaml", "  DbPassword:\n    Type: String\n    Default: {alnum14}\n"),
        ("odbc.ini", "PWD = {alnum14}\n"),
        ("redis.conf", "requirepass {alnum14}\n"),
        ("Repo.vb", 'Dim password As String = "{alnum14}"'),
        ("db.clj", '(def db {:user "app" :password "{alnum14}"})'),
        ("notes.md", "API key for the weather service: {hex32}\n"),
        ("handover.txt", "Passwort für den Drucker: {alnum14}\n"),
        ("conf.yaml", "mot_de_passe: {alnum14}\n"),
        ("conf.yaml", "lösenord: {alnum14}\n"),
        ("conf.php", "$clave_secreta = '{alnum30}';"),
        ("eth.js", 'const mnemonic = "velvet tunnel rocket maple granite pepper lantern comet saddle birch anchor winter";'),
        (".my.cnf", 'password="#{alnum13}"\n'),
        ("deploy.yml", '- run: curl -H "Authorization: Bearer ghp_{alnum36}" https://git.acme.net\n'),
    ],
)  # fmt: skip
def test_a_secret_in_a_setting(path, text):
    assert rules(text, path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.fr.yaml", "password: votre_mot_de_passe\napi_key: VOTRE_CLE_API\n"),
        ("conf.yaml", "password: oma_salasanasi_tahan\n"),
        ("conf.yaml", "password: sua_senha_aqui\n"),
        ("conf.yaml", "password: la_tua_password\n"),
        ("conf.yaml", "password: jouw_wachtwoord_hier\n"),
        ("conf.yaml", "password: twoje_haslo\n"),
        ("de.json", '{"password": "Passwort", "token": "Zugriffstoken"}'),
        ("Main.java", 'static final String PASSWORD_PARAMETER = "j_password";'),
        ("web.xml", "<param-name>password-parameter</param-name><param-value>j_password</param-value>"),
        ("sealed.yaml", "    token: AgC{sextet400}\n"),
        ("settings.xml", "<password>{{sextet44}}</password>"),
        ("main.tf", 'arn = "arn:aws:secretsmanager:eu-west-1:{digits12}:secret:prod/db-AbC12d"'),
        ("compose.yml", "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it}\n"),
        ("form.html", '<input type="hidden" name="csrfmiddlewaretoken" value="{alnum64}">'),
        ("docs.js", "docsearch({ appId: 'A', apiKey: '{hex32}', indexName: 'docs' });"),
        ("page.js", "mixpanel.init('{hex32}');"),
        ("Dockerfile", "ENV GPG_KEY={bighex40}\n"),
        ("baseline.json", '{"hashed_secret": "{hex40}"}'),
        ("aes.py", 'key = "{hex32}"  # FIPS-197'),
        ("vercel.json", '{"DB_PASSWORD": "@db_password"}'),
        ("mix.lock", '"jose": {:hex, :jose, "1.11.6", "{hex64}", "hexpm", "{hex64}"},'),
        ("package.json", '"minipass": "^2.9.0", "getpass": "^0.1.1"'),
        ("nginx.conf", "proxy_pass  http:/backend:42/;\n"),
        ("run.sh", 'pass "validate succeeds (policy is well-typed)"\n'),
        ("hash.ts", "assert.equal(hash('password'), '{hex32}')"),
        ("filter.py", "lowpass = 'butter2000hz'\n"),
    ],
)
def test_a_setting_without_a_secret(path, text):
    assert not rules(text, path)
