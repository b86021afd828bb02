"""The pure path alone: Google Benchmark for time, valgrind's DHAT for memory."""
import json
import pathlib
import re
import subprocess
import sys


def times(benchmark, files, repetitions):
    """Microseconds by benchmark name: (median, least, most). Repetitions of all of them are interleaved."""
    output = subprocess.run(
        [benchmark, *map(str, files), f"--benchmark_repetitions={repetitions}", "--benchmark_min_time=0.1",
         "--benchmark_enable_random_interleaving=true", "--benchmark_format=json"],
        check=True, capture_output=True, text=True).stdout
    measured = {}
    for line in json.loads(output)["benchmarks"]:
        if line.get("error_occurred"):
            sys.exit(f"{line['name']}: {line['error_message']}")
        if line["run_type"] == "iteration":
            measured.setdefault(line["run_name"], []).append(line["cpu_time"] / 1000)
    return {name: (sorted(values)[len(values) // 2], min(values), max(values)) for name, values in measured.items()}


def peak_bytes(pure_path, what, file):
    """Peak allocated memory of one run, minus that of none."""
    def peak(count):
        run = subprocess.run(["valgrind", "--tool=dhat", "--dhat-out-file=/dev/null", pure_path, what, str(file),
                              str(count)], capture_output=True, text=True)
        return int(re.search(r"At t-gmax:\s+([\d,]+) bytes", run.stderr).group(1).replace(",", ""))
    size = pathlib.Path(file).stat().st_size
    return peak(1) - size
