"""Well-known packages of ecosystems that no index here lists: enough that everyday work is not asked about.

From the ecosystems' own lists of the most downloaded (crates.io, rubygems.org, packagist.org, hex.pm, nuget.org,
anaconda.org), as people know them; no name here was looked up, none is judged by likeness.
"""

from fnmatch import fnmatchcase

_NAMES: dict[str, str] = {
    "crates": "serde serde_json serde_yaml serde_derive tokio tokio-* clap anyhow thiserror rand regex log env_logger tracing tracing-subscriber chrono time reqwest hyper axum actix-web actix-* futures futures-* async-trait bytes uuid lazy_static once_cell itertools"
    " rayon syn quote proc-macro2 libc nix bitflags num num-* parking_lot crossbeam crossbeam-* dashmap indexmap hashbrown smallvec base64 hex sha2 md-5 toml url semver walkdir tempfile glob dirs criterion proptest mockall insta diesel sqlx sea-orm rusqlite redis"
    " tonic prost wasm-bindgen web-sys js-sys bevy tauri tauri-cli ndarray polars image nom pest colored indicatif dialoguer ratatui crossterm rustls openssl ring rocket warp tower tower-http askama tera handlebars config dotenvy strum heck either memchr"
    " ripgrep fd-find bat exa eza starship cargo-* trunk wasm-pack just sccache tokei hyperfine du-dust zoxide mdbook cross sd bottom nushell zellij tealdeer git-delta bacon samply taplo-cli typos-cli diesel_cli sqlx-cli sea-orm-cli rust-script evcxr_repl",
    "rubygems": "rails bundler rake rspec rspec-* rubocop rubocop-* sinatra puma sidekiq devise nokogiri pry pry-* byebug minitest jekyll jekyll-* fastlane cocoapods activerecord activesupport pg mysql2 sqlite3 redis faraday httparty rest-client json rack rack-* thor"
    " capistrano factory_bot factory_bot_rails faker simplecov webpacker sprockets sass kramdown liquid haml slim solargraph ruby-lsp standard brakeman bundler-audit dotenv dotenv-rails foreman irb rdoc webrick mail tzinfo i18n money pundit kaminari aws-sdk-*",
    "packagist": "laravel/* symfony/* monolog/monolog guzzlehttp/* phpunit/* doctrine/* league/* illuminate/* nesbot/carbon ramsey/uuid vlucas/phpdotenv twig/twig fakerphp/faker mockery/mockery phpstan/* squizlabs/php_codesniffer friendsofphp/php-cs-fixer nikic/php-parser"
    " psr/* spatie/* filament/filament livewire/livewire inertiajs/inertia-laravel predis/predis aws/aws-sdk-php stripe/stripe-php phpmailer/phpmailer barryvdh/* drupal/* vimeo/psalm rector/rector pestphp/*",
    "nuget": "newtonsoft.json serilog* microsoft.* system.* automapper mediatr xunit* nunit* moq fluentassertions fluentvalidation dapper polly* npgsql* swashbuckle.* nlog* castle.core stackexchange.redis mongodb.* awssdk.* azure.* google.* grpc.* coverlet.* bogus restsharp dotnet-*",
    "hex": "phoenix phoenix_* ecto ecto_sql plug plug_cowboy postgrex jason credo dialyxir ex_doc oban absinthe tesla httpoison finch req swoosh timex broadway nx livebook phx_new hex rebar tailwind esbuild",
    "go": "golang.org/x/* google.golang.org/* go.uber.org/* k8s.io/* sigs.k8s.io/* gopkg.in/* gorm.io/* go.opentelemetry.io/* go.etcd.io/* cloud.google.com/* gonum.org/* honnef.co/go/tools* mvdan.cc/* entgo.io/* modernc.org/* rsc.io/* github.com/stretchr/* github.com/spf13/* github.com/gin-gonic/* github.com/gorilla/*"
    " github.com/labstack/* github.com/gofiber/* github.com/go-chi/* github.com/sirupsen/* github.com/rs/* github.com/google/* github.com/golang/* github.com/golangci/* github.com/hashicorp/* github.com/aws/* github.com/azure/* github.com/kubernetes/* github.com/docker/* github.com/prometheus/* github.com/grpc-ecosystem/*"
    " github.com/jackc/* github.com/lib/pq* github.com/go-sql-driver/* github.com/mattn/* github.com/redis/* github.com/go-redis/* github.com/jmoiron/* github.com/golang-migrate/* github.com/golang-jwt/* github.com/joho/* github.com/pkg/* github.com/cespare/* github.com/charmbracelet/* github.com/fatih/* github.com/urfave/*"
    " github.com/onsi/* github.com/go-playground/* github.com/fsnotify/* github.com/cosmtrek/* github.com/air-verse/* github.com/go-delve/* github.com/swaggo/* github.com/uber-go/* github.com/nats-io/* github.com/segmentio/* github.com/sqlc-dev/* github.com/a-h/templ* github.com/goreleaser/* github.com/magefile/* github.com/elastic/*",
    "conda": "python pip conda mamba r-* cudatoolkit cuda* cudnn gcc gxx gfortran *_linux-64 *compilers make cmake ninja compilers mkl openblas libblas liblapack openmpi mpich hdf5 libnetcdf netcdf4 gdal proj geos git nodejs openjdk pytorch pytorch-cuda torchvision torchaudio tensorflow-gpu jupyter jupyterlab anaconda samtools bcftools"
    " bwa blast bowtie2 hisat2 star fastqc multiqc bioconductor-* ffmpeg opencv rdkit nodejs yarn rust go perl ruby julia sqlite postgresql mysql redis boost boost-cpp eigen zlib openssl curl libgcc libstdcxx-ng xtensor xeus* graphviz imagemagick conda-* mamba micromamba anaconda-client",
}  # fmt: skip
_SPLIT = {kind: names.lower().split() for kind, names in _NAMES.items()}
_EXACT = {kind: frozenset(n for n in names if "*" not in n) for kind, names in _SPLIT.items()}
_PATTERNS = {kind: tuple(n for n in names if "*" in n) for kind, names in _SPLIT.items()}


def is_well_known(name: str, ecosystem: str) -> bool:
    """Whether the name, without a version, is a well-known package of the ecosystem (crates, rubygems, packagist, …)."""
    lower = name.lower()
    return lower in _EXACT.get(ecosystem, ()) or any(
        fnmatchcase(lower, pattern) for pattern in _PATTERNS.get(ecosystem, ())
    )
