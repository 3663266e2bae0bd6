"""How Sixfold grows: one store with many situations, one of which grows, asked the same over HTTP at each size.

Started by `benches/growth`, which makes the Python environment. The real program makes the store, fills it and serves
it; whoever asks is one person after another over kept connections. At each size the situation that grew is asked, and
a small one beside it: what grows there grows with the store. Writes JSON to --out as it goes, and a plot beside it.
"""

import argparse
import http.client
import json
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

HOST, PORT = "127.0.0.1", 8699
SMALL = "XS001"
TRIES = {"report": 200, "page": 60, "case": 100, "workbook": 5, "register": 10}


def say(text):
    print(text, file=sys.stderr, flush=True)


class Stopped(Exception):
    """The run cannot go on; the text says why."""


class Program:
    """The program over one store."""

    def __init__(self, path, store, folder):
        self.path, self.store, self.folder = str(path), store, folder
        self.node_key = folder / "node-key"

    def run(self, *arguments, password=None):
        command = [self.path, *map(str, arguments), "--store", self.store, "--node-key", str(self.node_key)]
        environment = {**os.environ}
        if password is not None:
            environment["SIXFOLD_PASSWORD"] = password
        started = time.monotonic()
        before = children()
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            raise Stopped(f"{' '.join(command)}:\n{done.stderr}")
        return time.monotonic() - started, children() - before


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Situation:
    """A situation of the store, with its first accounts."""

    # Whoever makes a situation administers it too.
    passwords = {}

    def __init__(self, code, accounts, others=()):
        self.code = code
        made = json.loads(accounts.read_text())["accounts"]
        # The next situation's go to files of the same names.
        for written in accounts.parent.glob(f"{accounts.name}*"):
            written.unlink()
        self.passwords.update({account["login"]: account["password"] for account in made})
        self.logins = [account["login"] for account in made] + list(others)
        self.reports = 0

    def login(self, role):
        return next(login for login in self.logins if login.endswith(role))

    def fill(self, program, violations, seed):
        login = self.login("cochair-1")
        return program.run(
            "synth", "--situation", self.code, "--login", login, "--violations", violations, "--seed", seed,
            password=self.passwords[login],
        )


def registers(folder):
    folder.mkdir()
    areas = ["code,name,level,parent", "XAR,Arandia,0,"]
    for region in range(1, 21):
        areas.append(f"XAR{region:02},Region {region},1,XAR")
        areas += [f"XAR{region:02}{at:03},District {region}.{at},2,XAR{region:02}" for at in range(1, 16)]
    parties = ["code,name,category"] + [f"XAR-P{at:02},Party {at},armed_group" for at in range(1, 13)]
    (folder / "areas.csv").write_text("\n".join(areas) + "\n")
    (folder / "parties.csv").write_text("\n".join(parties) + "\n")
    return folder


class Session:
    """Somebody who is signed in."""

    def __init__(self, situation, role):
        self.situation = situation
        self.connection = http.client.HTTPConnection(HOST, PORT, timeout=600)
        self.cookies = {}
        login = situation.login(role)
        generated = situation.passwords[login]
        self.ask("POST", "/session", {"login": login, "password": generated})
        if "-chosen-" not in generated:
            chosen = f"{generated}-chosen-for-a-measurement"
            self.ask("PUT", "/session/password", {"password": chosen})
            situation.passwords[login] = chosen

    def ask(self, method, path, body=None, headers=None):
        """What is answered, its headers, and how long it took in seconds."""
        headers = {"Sixfold-Client": "growth", **(headers or {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)
        if body is not None and not isinstance(body, bytes):
            body, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        started = time.perf_counter()
        self.connection.request(method, f"/api/v1{path}", body, headers)
        answer = self.connection.getresponse()
        read = answer.read()
        seconds = time.perf_counter() - started
        if answer.status >= 300:
            raise Stopped(f"{method} {path}: {answer.status} {read[:400]!r}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return read, answer.headers, seconds

    def within(self, path, **query):
        asked = f"?{urllib.parse.urlencode(query)}" if query else ""
        return f"/situations/{self.situation.code}{path}{asked}"

    def close(self):
        self.ask("DELETE", "/session")
        self.connection.close()


def served(program, log):
    """The server, once it answers."""
    command = [
        program.path, "serve", "--store", program.store, "--node-key", str(program.node_key),
        "--listen", f"{HOST}:{PORT}", "--second-factor", "optional",
    ]
    started = time.monotonic()
    server = subprocess.Popen(command, stdout=log, stderr=log)
    while time.monotonic() - started < 120:
        try:
            connection = http.client.HTTPConnection(HOST, PORT, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().read() is not None:
                return server, time.monotonic() - started
        except OSError:
            pass
        if server.poll() is not None:
            break
        time.sleep(0.02)
    raise Stopped("the server does not answer")


def memory(server):
    """The most memory that the server had so far, in bytes."""
    status = pathlib.Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def timed(times):
    ordered = sorted(times)
    return {"n": len(ordered), "median": statistics.median(ordered), "p95": ordered[int(0.95 * (len(ordered) - 1))]}


def report(situation):
    situation.reports += 1
    return {
        "schema": "sixfold.incident/1",
        "external_id": f"GROWTH-{situation.reports}",
        "occurred": {"from": "2025-02-10"},
        "location": {"area": "XAR01"},
        "narrative": "Invented for a measurement. " * 40,
        "violations": [{"id": "k", "type": "killing", "tally": {"boys": 1}}],
    }


def measured(situation, dice):
    """What one situation answers, and how long that takes."""
    figures = {}

    def several(name, tries, ask):
        figures[name] = timed([ask() for _ in range(tries)])

    monitor = Session(situation, "monitor-1")
    several("a report is sealed, stored and acknowledged", TRIES["report"],
            lambda: monitor.ask("POST", monitor.within("/submissions"), report(situation))[2])
    monitor.close()
    verifier = Session(situation, "verifier-1")
    first = json.loads(verifier.ask("GET", verifier.within("/incidents"))[0])
    several("the first page of the list", TRIES["page"],
            lambda: verifier.ask("GET", verifier.within("/incidents"))[2])
    several("the same by type, area and status", TRIES["page"],
            lambda: verifier.ask("GET", verifier.within(
                "/incidents", violation="abduction", area=f"XAR{dice.randint(1, 20):02}", status="open"))[2])
    several("what waits for a step", TRIES["page"],
            lambda: verifier.ask("GET", verifier.within("/incidents", waiting_for="initial"))[2])
    ids = [line["id"] for line in first["incidents"]]
    several("a case is opened", TRIES["case"],
            lambda: verifier.ask("GET", verifier.within(f"/incidents/{dice.choice(ids)}"))[2])
    several("the note's workbook of a quarter", TRIES["workbook"],
            lambda: verifier.ask("GET", verifier.within(
                "/reports/ghn/workbook", **{"from": "2025-04-01", "to": "2025-06-30"}))[2])
    verifier.close()
    administrator = Session(situation, "administrator-1")

    def change_register():
        text, headers, _ = administrator.ask("GET", administrator.within("/registers/parties"))
        situation.parties = getattr(situation, "parties", 0) + 1
        changed = text + f"XAR-N{situation.parties:03},New party {situation.parties},armed_group\n".encode()
        return administrator.ask(
            "PUT", administrator.within("/registers/parties"), changed,
            {"Content-Type": "text/csv", "If-Match": headers["ETag"]})[2]

    several("a register is changed", TRIES["register"], change_register)
    administrator.close()
    return figures


def plot(points, out):
    """How long each thing takes at the median, by the size of the situation that grows."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "sixfold"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(11, 5), sharey=True)
    sizes = [point["violations"] for point in points]
    for axis, which, title in [
        (axes[0], "grown", "The situation that grows"),
        (axes[1], "small", "A small situation in the same store"),
    ]:
        for name in points[0][which]:
            medians = [point[which][name]["median"] * 1000 for point in points]
            axis.plot(sizes, medians, marker="o", label=name)
        axis.set(xscale="log", yscale="log", xlabel="violations in the situation that grows", title=title)
        axis.grid(True, which="both", alpha=0.25)
    axes[0].set_ylabel("milliseconds at the median")
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncol=3, fontsize=8)
    figure.tight_layout(rect=(0, 0.14, 1, 1))
    figure.savefig(out.with_suffix(".svg"), metadata={"Date": None, "Creator": None})


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sixfold", type=pathlib.Path, required=True, help="the program")
    options.add_argument("--store", required=True, help="an empty database, or sqlite://PATH of a new file")
    options.add_argument("--sizes", default="10000,100000,1000000", help="violations of the situation that grows")
    options.add_argument("--situations", type=int, default=20, help="how many situations the store has")
    options.add_argument("--each", type=int, default=1000, help="violations of each of the others")
    options.add_argument("--work", type=pathlib.Path, required=True, help="an empty folder")
    options.add_argument("--out", type=pathlib.Path, required=True, help="where the figures go, as JSON")
    asked = options.parse_args()

    program = Program(asked.sixfold, asked.store, asked.work)
    folder = registers(asked.work / "registers")
    accounts = asked.work / "accounts.json"
    begun = ("--register", folder, "--accounts-out", accounts)
    program.run("init", "--situation", "XAR", "--name", "Arandia", *begun)
    grown = Situation("XAR", accounts)
    administrator = grown.login("administrator-1")
    small, made, opened = None, [], time.monotonic()
    for at in range(1, asked.situations):
        code = f"XS{at:03}"
        program.run(
            "situation", "add", "--situation", "XAR", "--login", administrator, "--code", code,
            "--name", f"Arandia {at}", *begun, password=grown.passwords[administrator])
        situation = Situation(code, accounts, [administrator])
        if asked.each:
            situation.fill(program, asked.each, at)
        small = small or situation
        made.append(time.monotonic() - opened)
        opened = time.monotonic()
        if at % 20 == 0:
            say(f"{at} situations made, {statistics.median(made[-20:]):.1f} s each")
    points, size = [], 0
    for number, wanted in enumerate(map(int, asked.sizes.split(","))):
        wall, cpu = grown.fill(program, wanted - size, 1000 + number)
        added, size = wanted - size, wanted
        dice = random.Random(number)
        with open(asked.work / "server.log", "w") as log:
            server, ready = served(program, log)
            try:
                point = {
                    "violations": size,
                    "situations": asked.situations,
                    "filled_per_second": added / wall,
                    "filling_cpu": cpu,
                    "ready": ready,
                    "small": measured(small, dice) if small else {},
                    "grown": measured(grown, dice),
                    "memory": memory(server),
                }
            finally:
                server.terminate()
                server.wait(60)
        points.append(point)
        asked.out.write_text(json.dumps(points, indent=1) + "\n")
        say(f"{size:,} violations: filled at {point['filled_per_second']:,.0f} a second, "
            f"ready in {ready:.2f} s, {point['memory'] / 2**20:,.0f} MiB")
        for which in ("small", "grown"):
            for name, figure in point[which].items():
                say(f"  {which}: {name}: median {figure['median'] * 1000:,.1f} ms, "
                    f"95th percentile {figure['p95'] * 1000:,.1f} ms of {figure['n']}")
    plot(points, asked.out)
    shutil.rmtree(folder)


if __name__ == "__main__":
    try:
        main()
    except Stopped as stopped:
        say(f"growth: {stopped}")
        sys.exit(1)
