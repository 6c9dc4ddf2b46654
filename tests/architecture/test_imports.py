import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_imports_run_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
