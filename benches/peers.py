"""SQLite, DuckDB and PostgreSQL answering the fourteen tables of the Global Horizontal Note by plain SQL
over the facts in the clear, beside Sixfold answering them from its sealed store, in one run.

Started by `benches/peers`, which makes the Python environment. Writes a Markdown table to standard output.
Every engine's rows are compared with Sixfold's; a difference ends the run with status 1.
"""

import argparse
import csv
import datetime
import json
import os
import pathlib
import platform
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import time

import duckdb
import psycopg

RUNS = 5
WINDOWS = [
    ("all dates", "2019-01-01", "2025-12-31"),
    ("one year", "2025-01-01", "2025-12-31"),
    ("one quarter", "2025-04-01", "2025-06-30"),
]
GRAVE = [
    "killing",
    "maiming",
    "recruitment_use",
    "sexual_violence",
    "abduction",
    "attack_on_school",
    "attack_on_hospital",
    "denial_of_humanitarian_access",
]
CHILD_COUNTED = GRAVE[:5]
TYPES = GRAVE + ["military_use", "deprivation_of_liberty"]
STATUSES = ["pending", "verified", "not_verified", "not_mrm", "did_not_occur"]
SEXES = ["boy", "girl", "unknown"]
SEX_COLUMNS = dict(zip(SEXES, ["boys", "girls", "unknown"]))
KINDS = ["child", "group"]


def say(text):
    print(text, file=sys.stderr, flush=True)


class Stopped(Exception):
    """The run cannot go on; the text says why."""


# ---- the facts, as text and as small integers


class Text:
    """Codes and dates as they stand in the CSV files."""

    name = "text codes"
    code, day = "TEXT", "DATE"

    def __init__(self, facts):
        self.violations, self.marked = facts

    def literal(self, _kind, code):
        return f"'{code}'"

    def date(self, text):
        return f"'{text}'"

    def plain(self, _kind, value):
        return value


class Small:
    """Every code a small integer and every date a number of days: what an engine compares fastest."""

    name = "small integers"
    code, day = "SMALLINT", "INTEGER"

    def __init__(self, facts):
        violations, marked = facts
        self.codes = {
            "type": TYPES,
            "status": STATUSES,
            "sex": SEXES,
            "kind": KINDS,
            "area": sorted({row[8] for row in violations}),
            "party": sorted({row[9] for row in violations}),
        }
        self.numbers = {
            kind: {code: at for at, code in enumerate(codes)} for kind, codes in self.codes.items()
        }
        number, days = self.numbers, {}

        def day(text):
            if text and text not in days:
                days[text] = (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days
            return days.get(text)

        self.violations = [
            (
                *row[:3],
                number["type"][row[3]],
                number["status"].get(row[4]),
                day(row[5]),
                day(row[6]),
                day(row[7]),
                number["area"][row[8]],
                number["party"][row[9]],
                *row[10:],
            )
            for row in violations
        ]
        self.marked = [
            (row[0], number["kind"][row[1]], number["sex"].get(row[2]), *row[3:]) for row in marked
        ]

    def literal(self, kind, code):
        return str(self.numbers[kind][code])

    def date(self, text):
        return str((datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days)

    def plain(self, kind, value):
        return self.codes[kind][value]


def read_facts(folder):
    """The rows of both files; empty fields are nulls, numbers are numbers."""
    with open(folder / "violations.csv", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        violations = [
            (
                int(r[0]),
                int(r[1]),
                int(r[2]),
                r[3],
                r[4] or None,
                r[5] or None,
                r[6] or None,
                r[7] or None,
                sys.intern(r[8]),
                sys.intern(r[9]),
                int(r[10]),
                int(r[11]),
                int(r[12]),
            )
            for r in rows
        ]
    with open(folder / "marked.csv", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        marked = [(int(r[0]), r[1], r[2] or None, int(r[3]), int(r[4])) for r in rows]
    return violations, marked


def schema(form):
    return [
        f"CREATE TABLE violation (incident INTEGER NOT NULL, violation SMALLINT NOT NULL,"
        f" open SMALLINT NOT NULL, type {form.code} NOT NULL, status {form.code},"
        f" decided {form.day}, occurred_from {form.day},"
        f" late_after {form.day}, area {form.code} NOT NULL, party {form.code} NOT NULL,"
        f" boys INTEGER NOT NULL, girls INTEGER NOT NULL, unknown INTEGER NOT NULL)",
        f"CREATE TABLE marked (marked INTEGER NOT NULL, kind {form.code} NOT NULL, sex {form.code},"
        f" incident INTEGER NOT NULL, violation SMALLINT NOT NULL)",
    ]


KEY_INDEX = "CREATE UNIQUE INDEX violation_key ON violation (incident, violation)"
DATE_INDEXES = [
    "CREATE INDEX violation_decided ON violation (decided)",
    "CREATE INDEX violation_occurred ON violation (occurred_from)",
    KEY_INDEX,
]
COVERING_INDEXES = [
    "CREATE INDEX violation_decided ON violation"
    " (open, status, decided, late_after, type, area, party, boys, girls, unknown)",
    "CREATE INDEX violation_occurred ON violation"
    " (open, status, occurred_from, type, area, party, boys, girls, unknown)",
    "CREATE UNIQUE INDEX violation_key ON violation (incident, violation, open, status, decided, type)",
]


# ---- the questions


def any_of(form, kind, codes):
    return f"({', '.join(form.literal(kind, code) for code in codes)})"


def buckets(form, first, last):
    """What of a violation's row says that it is in a bucket."""
    is_open = f"open = 1 AND type IN {any_of(form, 'type', GRAVE)}"
    decided = (
        f"{is_open} AND status = {form.literal('status', 'verified')}"
        f" AND decided BETWEEN {form.date(first)} AND {form.date(last)}"
    )
    return {
        "verified": f"{decided} AND (late_after IS NULL OR decided <= late_after)",
        "late": f"{decided} AND decided > late_after",
        "unverified": f"{is_open} AND status IN {any_of(form, 'status', ['pending', 'not_verified'])}"
        f" AND occurred_from BETWEEN {form.date(first)} AND {form.date(last)}",
    }


def statements(form, first, last):
    """The fourteen tables, a statement each."""
    child = f"type IN {any_of(form, 'type', CHILD_COUNTED)}"
    attack = f"type IN {any_of(form, 'type', GRAVE[5:])}"
    weight = f"SUM(CASE WHEN {child} THEN boys + girls + unknown ELSE 1 END)"
    asked = {}
    for bucket, where in buckets(form, first, last).items():
        asked[f"{bucket}.victims"] = (
            f"SELECT type, SUM(boys), SUM(girls), SUM(unknown) FROM violation"
            f" WHERE {where} AND {child} GROUP BY type"
        )
        asked[f"{bucket}.incidents"] = (
            f"SELECT type, COUNT(*) FROM violation WHERE {where} AND {attack} GROUP BY type"
        )
        for by in ["party", "area"]:
            asked[f"{bucket}.by_{by}"] = (
                f"SELECT {by}, type, {weight} FROM violation WHERE {where} GROUP BY {by}, type"
            )
    for kind, sex in [("child", "sex"), ("group", "NULL")]:
        asked["multiple.children" if kind == "child" else "multiple.groups"] = multiple(
            form, first, last, kind, sex
        )
    return asked


def multiple(form, first, last, kind, sex):
    """Marked persons with two verified violations or more, by set of types: a sum of powers of two."""
    powers = " ".join(f"WHEN {form.literal('type', code)} THEN {1 << at}" for at, code in enumerate(GRAVE))
    return (
        f"SELECT types, sex, COUNT(*) FROM ("
        f"SELECT m.marked, {sex} AS sex, SUM(DISTINCT CASE v.type {powers} END) AS types"
        f" FROM marked m JOIN violation v ON v.incident = m.incident AND v.violation = m.violation"
        f" WHERE m.kind = {form.literal('kind', kind)} AND v.open = 1"
        f" AND v.type IN {any_of(form, 'type', GRAVE)} AND v.status = {form.literal('status', 'verified')}"
        f" AND v.decided BETWEEN {form.date(first)} AND {form.date(last)}"
        f" GROUP BY m.marked{', m.sex' if sex == 'sex' else ''} HAVING COUNT(*) >= 2"
        f") AS hit GROUP BY types, sex"
    )


def one_scan(form, first, last):
    """The twelve tables of violations in one statement over one scan; the two of persons as before."""
    child = f"type IN {any_of(form, 'type', CHILD_COUNTED)}"
    where = buckets(form, first, last)
    bucket = " ".join(f"WHEN {what} THEN {at}" for at, what in enumerate(where.values()))
    asked = statements(form, first, last)
    return {
        "twelve": (
            f"SELECT bucket, type, party, area, SUM(boys), SUM(girls), SUM(unknown), COUNT(*),"
            f" SUM(CASE WHEN {child} THEN boys + girls + unknown ELSE 1 END)"
            f" FROM (SELECT *, CASE {bucket} END AS bucket FROM violation) AS sorted WHERE bucket IS NOT NULL"
            f" GROUP BY GROUPING SETS ((bucket, type), (bucket, type, party), (bucket, type, area))"
        ),
        "multiple.children": asked["multiple.children"],
        "multiple.groups": asked["multiple.groups"],
    }


# ---- from an engine's rows to the rows of the table document


def split_scan(rows):
    """The rows of the one scan as the twelve statements would have given them."""
    tables = {}
    for bucket, kind, party, area, boys, girls, unknown, count, weight in rows:
        name = ["verified", "late", "unverified"][bucket]
        if party is not None:
            tables.setdefault(f"{name}.by_party", []).append((party, kind, weight))
        elif area is not None:
            tables.setdefault(f"{name}.by_area", []).append((area, kind, weight))
        else:
            tables.setdefault(f"{name}.victims", []).append((kind, boys, girls, unknown))
            tables.setdefault(f"{name}.incidents", []).append((kind, count))
    return tables


def table_rows(form, tables):
    """`{table: {key: {column: figure}}}` of what an engine answered."""
    out = {}
    for table, rows in tables.items():
        found = out.setdefault(table, {})
        part = table.partition(".")[2]
        for row in rows:
            if part in ("victims", "incidents"):
                kind = form.plain("type", row[0])
                if (kind in CHILD_COUNTED) != (part == "victims"):
                    continue
                cells = dict(zip(["boys", "girls", "unknown"], row[1:])) if part == "victims" else {}
                found[kind] = {**cells, "total": sum(row[1:])}
            elif part in ("by_party", "by_area"):
                cells = found.setdefault(form.plain(part[3:], row[0]), {"total": 0})
                cells[form.plain("type", row[1])] = row[2]
                cells["total"] += row[2]
            else:
                types, sex, count = row
                key = "+".join(sorted(code for at, code in enumerate(GRAVE) if int(types) >> at & 1))
                cells = found.setdefault(key, {part: 0})
                cells[part] += count
                if part == "children":
                    cells[SEX_COLUMNS[form.plain("sex", sex)]] = count
    return out


def lines(tables):
    """Every row as a line of text, sorted; figures of zero and rows of zeros are left out."""
    made = []
    for table, rows in tables.items():
        for key, cells in rows.items():
            cells = {column: int(figure) for column, figure in sorted(cells.items()) if figure}
            if cells:
                made.append(f"{table} {key} {json.dumps(cells)}")
    return sorted(made)


def check(name, window, got, expected):
    if got == expected:
        return
    extra, missing = sorted(set(got) - set(expected)), sorted(set(expected) - set(got))
    raise Stopped(
        f"{name}, {window}: {len(extra)} rows are not Sixfold's,"
        f" {len(missing)} of Sixfold's are not there; first:\n"
        + "".join(f"  {name}: {line}\n" for line in extra[:3])
        + "".join(f"  sixfold: {line}\n" for line in missing[:3])
    )


# ---- the engines


class Sqlite:
    def __init__(self, form, indexes, title):
        self.name = f"SQLite {sqlite3.sqlite_version}, {title}, in memory"
        self.connection = sqlite3.connect(":memory:")
        for statement in schema(form):
            self.connection.execute(statement)
        self.connection.executemany(f"INSERT INTO violation VALUES ({', '.join('?' * 13)})", form.violations)
        self.connection.executemany("INSERT INTO marked VALUES (?, ?, ?, ?, ?)", form.marked)
        for statement in [*indexes, "ANALYZE"]:
            self.connection.execute(statement)
        self.connection.commit()

    def ask(self, statement):
        return self.connection.execute(statement).fetchall()

    def cpu(self):
        return time.process_time()

    def close(self):
        self.connection.close()


class Duck:
    def __init__(self, form, folder, path=":memory:"):
        place = "in memory" if path == ":memory:" else "in a file"
        self.name = f"DuckDB {duckdb.__version__}, {form.name}, {place}, one thread"
        self.connection = duckdb.connect(str(path), config={"threads": 1})
        for statement in schema(form):
            self.connection.execute(statement)
        for table, rows in [("violation", form.violations), ("marked", form.marked)]:
            file = write_csv(folder / f"duck-{table}.csv", rows)
            self.connection.execute(f"COPY {table} FROM '{file}' (FORMAT csv, HEADER false, NULL '')")
            file.unlink()
        self.connection.execute("CHECKPOINT")
        self.connection.execute("ANALYZE")

    def ask(self, statement):
        return self.connection.execute(statement).fetchall()

    def cpu(self):
        return time.process_time()

    def close(self):
        self.connection.close()


class Postgres:
    """Counts the processor time of the backend alone, not that of the client: kind to PostgreSQL."""

    def __init__(self, form, url):
        self.connection = psycopg.connect(url, autocommit=True)
        version = self.connection.execute("SHOW server_version").fetchone()[0].split()[0]
        self.name = f"PostgreSQL {version}, {form.name}, date indexes, no parallel workers"
        for setting in ["max_parallel_workers_per_gather = 0", "work_mem = '256MB'", "jit = off"]:
            self.connection.execute(f"SET {setting}")
        for statement in ["DROP TABLE IF EXISTS violation, marked", *schema(form)]:
            self.connection.execute(statement)
        for table, rows in [("violation", form.violations), ("marked", form.marked)]:
            with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        for statement in [*DATE_INDEXES, "VACUUM ANALYZE violation", "VACUUM ANALYZE marked"]:
            self.connection.execute(statement)
        process = self.connection.execute("SELECT pg_backend_pid()").fetchone()[0]
        self.stat = pathlib.Path(f"/proc/{process}/schedstat")
        if not self.stat.exists():
            raise Stopped("PostgreSQL must run on this machine: its processor time is read from /proc")

    def ask(self, statement):
        return self.connection.execute(statement).fetchall()

    def cpu(self):
        return int(self.stat.read_text().split()[0]) / 1e9

    def close(self):
        self.connection.close()


def write_csv(path, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def measure(engine, form, questions, expected):
    """Seconds of processor time by window, the median of RUNS. Rows are checked each time, off the clock."""
    figures = {}
    for window, first, last in WINDOWS:
        asked, seconds = questions(form, first, last), []
        for _ in range(RUNS):
            before = engine.cpu()
            answers = {table: engine.ask(statement) for table, statement in asked.items()}
            seconds.append(engine.cpu() - before)
            if "twelve" in answers:
                answers.update(split_scan(answers.pop("twelve")))
            check(engine.name, window, lines(table_rows(form, answers)), expected[window])
        figures[window] = statistics.median(seconds)
    return figures


# ---- Sixfold


class Sixfold:
    """A store filled by `sixfold synth`, and the reports from it."""

    def __init__(self, asked, folder):
        self.program, self.folder, self.bench, self.as_of = asked.sixfold, folder, asked.bench, asked.as_of
        self.store = folder / "store.db"
        self.registers = folder / "registers"
        self.registers.mkdir()
        write_registers(self.registers)
        self.run(
            "init",
            "--situation",
            "XAR",
            "--name",
            "Arandia",
            "--register",
            self.registers,
            "--accounts-out",
            folder / "accounts.json",
        )
        accounts = json.loads((folder / "accounts.json").read_text())["accounts"]
        self.password = next(account["password"] for account in accounts if account["login"] == "cochair-1")
        self.password_file = folder / "password"
        self.password_file.touch(mode=0o600)
        self.password_file.write_text(self.password)
        self.desk("synth", "--violations", asked.violations, "--seed", asked.seed)

    def run(self, *arguments):
        command = [str(self.program), *map(str, arguments), "--store", f"sqlite://{self.store}"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, errors = process.communicate()
        if process.returncode != 0:
            raise Stopped(f"{' '.join(command)}:\n{errors}")
        return out

    def desk(self, *arguments):
        return self.run(
            *arguments, "--situation", "XAR", "--login", "cochair-1", "--password-file", self.password_file
        )

    def report(self, first, last):
        """The rows of a report, and the processor time of the whole process that made it."""
        before = children_cpu()
        text = self.desk("report", "ghn", "--from", first, "--to", last, "--as-of", self.as_of, "--json", "-")
        seconds = children_cpu() - before
        tables = {
            table["id"]: {row.pop("key"): row for row in table["rows"]}
            for table in json.loads(text)["tables"]
        }
        return lines(tables), seconds

    def reports(self):
        rows, figures = {}, {}
        for window, first, last in WINDOWS:
            made = [self.report(first, last) for _ in range(RUNS)]
            rows[window] = made[0][0]
            figures[window] = statistics.median(seconds for _, seconds in made)
        return rows, figures

    def in_process(self):
        """The same reports in a process that has signed in already, as the server answers them."""
        secrets = self.folder / "secrets"
        secrets.touch(mode=0o600)
        node_key = pathlib.Path(f"{self.store}.node-key").read_text()
        secrets.write_text(f"{self.password}\n{node_key}")
        ran = subprocess.run(
            [self.bench, "--bench", "ghn"],
            capture_output=True,
            text=True,
            env={**os.environ, "SIXFOLD_BENCH_STORE": str(self.folder)},
        )
        if ran.returncode != 0:
            raise Stopped(f"{self.bench}:\n{ran.stderr}")
        units = {"s": 1, "ms": 1e-3, "µs": 1e-6}
        found = re.findall(r"tables, ([a-z ]+): CPU ([0-9.]+)(ms|µs|s),", ran.stdout)
        figures = {window: float(figure) * units[unit] for window, figure, unit in found}
        if set(figures) != {window for window, _, _ in WINDOWS}:
            raise Stopped(f"{self.bench} gave no figures for some windows:\n{ran.stdout}")
        return figures


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_registers(folder):
    """The registers of `benches/sealed.rs`."""
    areas = ["code,name,level,parent", "XAR,Arandia,0,"]
    for region in range(1, 21):
        areas.append(f"XAR{region:02},Region {region},1,XAR")
        for district in range(1, 16):
            areas.append(f"XAR{region:02}{district:03},District {region}.{district},2,XAR{region:02}")
    parties = ["code,name,category"] + [f"XAR-P{at:02},Party {at},armed_group" for at in range(1, 13)]
    (folder / "areas.csv").write_text("\n".join(areas) + "\n")
    (folder / "parties.csv").write_text("\n".join(parties) + "\n")


# ---- all of it


def postgres_database(url):
    """Makes an empty database on the server; gives its URL and what removes it again."""
    name = f"sixfold_peers_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")

    def drop():
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name}")

    return psycopg.conninfo.make_conninfo(url, dbname=name), drop


def peers(asked, facts, folder, expected):
    """Every engine in turn: (name, seconds by window)."""
    text, small = Text(facts), Small(facts)
    plans = [
        (text, statements, "", lambda: Sqlite(text, DATE_INDEXES, "text codes, date indexes")),
        (small, statements, "", lambda: Sqlite(small, COVERING_INDEXES, "small integers, covering indexes")),
        (text, statements, "", lambda: Duck(text, folder, folder / "text.duckdb")),
        (small, statements, "", lambda: Duck(small, folder)),
        (small, one_scan, "; twelve tables in one scan", lambda: Duck(small, folder)),
    ]
    drop = None
    if asked.postgres:
        url, drop = postgres_database(asked.postgres)
        plans += [
            (text, statements, "", lambda: Postgres(text, url)),
            (small, statements, "", lambda: Postgres(small, url)),
            (small, one_scan, "; twelve tables in one scan", lambda: Postgres(small, url)),
        ]
    else:
        say("PostgreSQL is left out: SIXFOLD_TEST_POSTGRES names no server")
    try:
        for form, questions, how, make in plans:
            engine = make()
            name = engine.name + how
            try:
                figures = measure(engine, form, questions, expected)
            finally:
                engine.close()
            say(
                f"{name}: rows equal; "
                + ", ".join(f"{window} {s * 1000:.0f} ms" for window, s in figures.items())
            )
            yield name, figures
    finally:
        if drop:
            drop()


def table(results, base):
    windows = [window for window, _, _ in WINDOWS]
    print("| engine | " + " | ".join(windows) + " | ratio: " + " / ".join(windows) + " |")
    print("|---" * (len(windows) + 2) + "|")
    for name, figures in results:
        cells = [f"{figures[window] * 1000:,.1f}" for window in windows]
        ratios = [figures[window] / base[window] for window in windows]
        shown = " / ".join(f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}" for ratio in ratios)
        print(f"| {name} | {' | '.join(cells)} | {shown} |")


def machine():
    about = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    model = next(
        (line.partition(":")[2].strip() for line in about if line.startswith("model name")), "unknown"
    )
    load = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, load {load}"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--violations", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--as-of", default="2026-01-31", help="the day on which the reports stand")
    options.add_argument("--sixfold", type=pathlib.Path, required=True, help="the program")
    options.add_argument("--clear-facts", type=pathlib.Path, required=True, help="the example of that name")
    options.add_argument("--bench", type=pathlib.Path, required=True, help="the benchmark `sealed`, built")
    options.add_argument(
        "--work", type=pathlib.Path, required=True, help="an empty folder with room for the store"
    )
    options.add_argument("--postgres", default=os.environ.get("SIXFOLD_TEST_POSTGRES"), help="a server's URL")
    asked = options.parse_args()

    say(f"{asked.violations:,} violations; {machine()}")
    sixfold = Sixfold(asked, asked.work)
    size = sum(file.stat().st_size for file in asked.work.glob("store.db*"))
    say(f"sealed store: {size / 1e6:,.0f} MB")
    subprocess.run(
        [
            asked.clear_facts,
            "--registers",
            sixfold.registers,
            "--violations",
            str(asked.violations),
            "--seed",
            str(asked.seed),
            "--as-of",
            asked.as_of,
            "--to",
            asked.work,
        ],
        check=True,
    )
    facts = read_facts(asked.work)
    before = os.getloadavg()[0]
    base = sixfold.in_process()
    expected, whole = sixfold.reports()
    results = [
        ("**Sixfold**, sealed store, signed in (the server)", base),
        ("Sixfold, sealed store, whole `sixfold report` process", whole),
        *peers(asked, facts, asked.work, expected),
    ]
    print(
        f"{asked.violations:,} violations in {facts[0][-1][0] + 1:,} incidents, seed {asked.seed}; "
        f"CPU milliseconds, median of {RUNS}; {sum(len(rows) for rows in expected.values()):,} rows of "
        f"{len(WINDOWS)} reports equal in every engine.\n{machine()} (at the start {before:.1f}).\n"
    )
    table(results, base)


if __name__ == "__main__":
    try:
        main()
    except (Stopped, subprocess.CalledProcessError, psycopg.Error) as error:
        say(f"peers: {error}")
        sys.exit(1)
