# Sourced by the other scripts: makes the virtual environment if needed and installs the project.
# usage: . scripts/venv.sh [extra]     BORDERS_VENV is another folder than .venv, PYTHON another Python
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=${BORDERS_VENV:-.venv}
extra=${1:-}

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or later with venv is needed; set PYTHON to its name" >&2
  return 1
}

# The stamp is older than these files if dependencies or their versions have changed since.
stamp="$venv/installed${extra:+-$extra}"
locked="scripts/constraints${extra:+-$extra}.txt"
if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ] || [ "$locked" -nt "$stamp" ]; then
  python=$(find_python)
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  echo "installing into $venv" >&2
  pip_install=("$venv/bin/pip" install --quiet --disable-pip-version-check)
  "${pip_install[@]}" --require-hashes --requirement "$locked"
  "${pip_install[@]}" --no-deps --no-build-isolation --editable .
  touch "$stamp"
fi
PATH="$(cd "$venv" && pwd)/bin:$PATH"
export PATH
