"""The parts of SARIF 2.1.0 that fumehood writes, by the names of the standard's sections 3.13 to 3.58.

Fields are snake_case here and camelCase in the file; what is empty is left out.
"""

from msgspec import Struct, field


class Object(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What all objects of the format share."""


class Message(Object, frozen=True, kw_only=True):
    """Text for people (3.11)."""

    text: str
    markdown: str | None = None


class ArtifactLocation(Object, frozen=True, kw_only=True):
    """A file, relative to the base that `uri_base_id` names (3.4)."""

    uri: str | None = None
    uri_base_id: str | None = None
    description: Message | None = None


class Content(Object, frozen=True, kw_only=True):
    """Text to insert (3.3)."""

    text: str


class Region(Object, frozen=True, kw_only=True):
    """A part of a file: lines and columns, or bytes (3.30)."""

    start_line: int | None = None
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    byte_offset: int | None = None
    byte_length: int | None = None


class PhysicalLocation(Object, frozen=True, kw_only=True):
    """A region of a file (3.29)."""

    artifact_location: ArtifactLocation
    region: Region | None = None


class Location(Object, frozen=True, kw_only=True):
    """A place and what it means there (3.28)."""

    physical_location: PhysicalLocation
    message: Message | None = None


class FlowStep(Object, frozen=True, kw_only=True):
    """One station of a flow (3.38, threadFlowLocation)."""

    location: Location


class ThreadFlow(Object, frozen=True, kw_only=True):
    """The stations in order (3.37)."""

    locations: list[FlowStep]


class CodeFlow(Object, frozen=True, kw_only=True):
    """How data comes to the place of the result (3.36)."""

    thread_flows: list[ThreadFlow]


class Replacement(Object, frozen=True, kw_only=True):
    """Bytes taken out and text put in their place (3.57)."""

    deleted_region: Region
    inserted_content: Content


class ArtifactChange(Object, frozen=True, kw_only=True):
    """The replacements in one file (3.56)."""

    artifact_location: ArtifactLocation
    replacements: list[Replacement]


class Fix(Object, frozen=True, kw_only=True):
    """A proposed change (3.55)."""

    description: Message
    artifact_changes: list[ArtifactChange]


class ResultProperties(Object, frozen=True, kw_only=True):
    """What the standard has no field for, about a result."""

    risk: str
    severity: str
    confidence: str
    evidence: dict[str, str] = {}
    fix_safety: str | None = None


class Result(Object, frozen=True, kw_only=True):
    """A finding (3.27)."""

    rule_id: str
    rule_index: int
    kind: str
    level: str
    message: Message
    locations: list[Location]
    partial_fingerprints: dict[str, str]
    code_flows: list[CodeFlow] = []
    fixes: list[Fix] = []
    properties: ResultProperties


class ComponentReference(Object, frozen=True, kw_only=True):
    """Names a taxonomy of the run (3.54)."""

    name: str
    index: int


class DescriptorReference(Object, frozen=True, kw_only=True):
    """Names a taxon (3.52)."""

    id: str
    index: int
    tool_component: ComponentReference


class Relationship(Object, frozen=True, kw_only=True):
    """A rule's relation to a taxon (3.53)."""

    target: DescriptorReference
    kinds: list[str]


class Configuration(Object, frozen=True, kw_only=True):
    """A rule's default (3.50)."""

    level: str


class RuleProperties(Object, frozen=True, kw_only=True):
    """What consumers of the format read beside the standard: tags, precision and a score."""

    risk: str
    tags: list[str]
    precision: str
    security_severity: str = field(name="security-severity")


class Descriptor(Object, frozen=True, kw_only=True):
    """A rule, a taxon or a notification (3.49)."""

    id: str
    name: str | None = None
    short_description: Message | None = None
    full_description: Message | None = None
    help: Message | None = None
    help_uri: str | None = None
    default_configuration: Configuration | None = None
    relationships: list[Relationship] = []
    properties: RuleProperties | None = None


class Component(Object, frozen=True, kw_only=True):
    """The tool, or a taxonomy (3.19)."""

    name: str
    version: str | None = None
    semantic_version: str | None = None
    organization: str | None = None
    information_uri: str | None = None
    short_description: Message | None = None
    rules: list[Descriptor] = []
    notifications: list[Descriptor] = []
    taxa: list[Descriptor] = []
    is_comprehensive: bool | None = None
    supported_taxonomies: list[ComponentReference] = []


class Tool(Object, frozen=True, kw_only=True):
    """What made the log (3.18)."""

    driver: Component


class NotificationDescriptor(Object, frozen=True, kw_only=True):
    """Names a notification's kind (3.52)."""

    id: str
    index: int


class Notification(Object, frozen=True, kw_only=True):
    """What the run could not do (3.58)."""

    descriptor: NotificationDescriptor
    level: str
    message: Message
    locations: list[Location] = []


class Invocation(Object, frozen=True, kw_only=True):
    """How the run went (3.20)."""

    execution_successful: bool
    tool_execution_notifications: list[Notification] = []


class RunProperties(Object, frozen=True, kw_only=True):
    """The counts of the run."""

    files: int
    bytes: int
    suppressed: int
    not_read: int


class Run(Object, frozen=True, kw_only=True):
    """One scan (3.14)."""

    tool: Tool
    invocations: list[Invocation]
    original_uri_base_ids: dict[str, ArtifactLocation]
    column_kind: str
    results: list[Result]
    taxonomies: list[Component] = []
    properties: RunProperties


class Log(Struct, frozen=True, kw_only=True):
    """The file (3.13)."""

    schema: str = field(name="$schema")
    version: str
    runs: list[Run]
