# Sourced by script/demo and script/test: finds Python, uv and the locked dependencies.
# It writes only inside the clone (.cache and .venv), except for Debian packages.

unset VIRTUAL_ENV
# Uncompiled modules would double the time that every process takes to start.
unset PYTHONDONTWRITEBYTECODE
ENVIRONMENT=${UV_PROJECT_ENVIRONMENT:-.venv}

# Trust what the machine trusts: an administration's network may sign with its own roots.
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" UV_NATIVE_TLS="${UV_NATIVE_TLS:-true}"
fi

fail() {
    printf '\n%s\n' "$@" >&2
    exit 1
}

# Become the administrator, or answer no at once: nobody is asked for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null
}

install_packages() {
    echo "apt-get install $*" >&2
    # One unreachable source does not matter as long as the packages are found.
    ${updated:-false} || as_root apt-get update -qq >&2 || true
    updated=true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >&2
}

# A pyenv or asdf shim may exist and answer nothing: only a Python that runs counts.
fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        2>/dev/null
}

find_python() {
    for candidate in "$ENVIRONMENT/bin/python" python3 python3.13 python3.12 python3.11 \
        /usr/bin/python3; do
        if fits "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

ensure_python() {
    PYTHON=$(find_python) && return
    if can_install && install_packages python3 python3-venv; then
        PYTHON=$(find_python) && return
    fi
    # A uv of the machine brings its own Python.
    command -v uv >/dev/null 2>&1 && PYTHON=3.13 && return
    fail "Il faut Python 3.11, 3.12 ou 3.13 ; aucun n'a été trouvé. Installez-en un." \
        "Python 3.11, 3.12 or 3.13 is needed and none was found. Please install one."
}

# Debian keeps what makes virtual environments in a package of its own.
ensure_venv() {
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && return
    package=$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if can_install && install_packages "$package"; then
        "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && return
    fi
    fail "Il manque le paquet $package : sudo apt-get install $package" \
        "The package $package is missing: sudo apt-get install $package"
}

# uv makes the environment that uv.lock describes; the one of the machine serves if it
# is recent enough to know dependency groups.
ensure_uv() {
    if command -v uv >/dev/null 2>&1 && uv sync --help 2>/dev/null | grep -q -- --group
    then
        UV=uv
        return
    fi
    UV=.cache/uv/bin/uv
    "$UV" --version >/dev/null 2>&1 && return
    ensure_venv
    echo "Installation de uv / installing uv (.cache/uv)" >&2
    "$PYTHON" -m venv --clear .cache/uv
    .cache/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
}

# Install what uv.lock says. Arguments: the extras and groups that are wanted.
sync_dependencies() {
    ensure_python
    ensure_uv
    UV_PROJECT_ENVIRONMENT=$ENVIRONMENT "$UV" sync --locked --compile-bytecode \
        --python "$PYTHON" "$@"
}
