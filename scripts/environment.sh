# Makes the Python environment and looks for the system libraries that Qt needs.
# Sourced by scripts/start and scripts/test, which set ROOT.

VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"

# What Qt needs from Debian and Ubuntu: to run at all, to play sound, and to show a window.
APT_PACKAGES="libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3
    libpulse0 libxrandr2
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-util1 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"

# What the second player needs; Cueline and its tests do without where it is not there.
VLC_PACKAGES="libvlc5 vlc-plugin-base"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 2
}

# The prefix that lets us install system packages: "" for root, "sudo -n", or failure.
installer() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null && sudo -n true 2>/dev/null && echo "sudo -n" && return
    return 1
}

# Install Debian packages if we may; else fail, and the caller says what to type.
apt_install() {
    local as log
    command -v apt-get >/dev/null && as=$(installer) || return 1
    say "Installing system packages: $(echo "$@")"
    log=$(mktemp)
    if $as apt-get update -qq >"$log" 2>&1 &&
        $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1
    then
        rm -f "$log"
        return
    fi
    say "$(tail -n 20 "$log")"
    say "The system packages could not be installed; all of what apt-get said is in $log."
    return 1
}

# Print the first Python that is new enough.
find_python() {
    local name
    for name in "${CUELINE_PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Make sure that `python -m venv` works: Debian keeps a part of it in a package of its own.
need_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    local package
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    apt_install "$package" && "$1" -c 'import ensurepip' 2>/dev/null && return
    stop "This Python cannot make environments yet. Type:  sudo apt-get install $package  and start again."
}

# What the environment was made from; when it changes, the environment is brought up to date.
stamp_of() {
    "$PYTHON" - "$ROOT" "$1" <<'PY'
import hashlib, pathlib, sys
root, extra = sys.argv[1:]
project = pathlib.Path(root, "pyproject.toml").read_bytes()
print(hashlib.sha256(project).hexdigest(), root, extra, sys.version.split()[0])
PY
}

# make_environment app|dev: an up-to-date environment in .venv, with the tools for testing if `dev`.
make_environment() {
    local wanted="$1" target="$ROOT" base stamp="$VENV/.cueline-stamp"
    if ! "$PYTHON" -c 'import pip' 2>/dev/null; then
        base=$(find_python) || stop "Cueline needs Python 3.11 or newer, and there is none here. Install it (Debian, Ubuntu:  sudo apt-get install python3 python3-venv ; macOS: from python.org) or name it in CUELINE_PYTHON."
        need_venv "$base"
        say "Making an environment in .venv with $("$base" --version) …"
        "$base" -m venv --clear "$VENV" || stop "The environment in $VENV could not be made."
    fi
    grep -qsxF -e "$(stamp_of dev)" "$stamp" && return
    [ "$wanted" = app ] && grep -qsxF -e "$(stamp_of app)" "$stamp" && return
    [ "$wanted" = dev ] && target="$ROOT[dev]"
    say "Installing what Cueline needs; the first time that is a download of about 300 MB …"
    local quiet=--quiet
    [ -t 2 ] && quiet=--progress-bar=on
    "$PYTHON" -m pip install --disable-pip-version-check "$quiet" --editable "$target" >&2 ||
        stop "pip could not install what Cueline needs; its message above says why. Nothing else was changed; start again when that is mended."
    stamp_of "$wanted" >"$stamp"
    say "The environment is ready."
}

# Print the system libraries that are missing, one a line. With `window`, also those for a real window.
missing_libraries() {
    command -v ldd >/dev/null || return 0
    local folder files
    folder=$("$PYTHON" -c 'import importlib.util as u; print(*u.find_spec("PySide6").submodule_search_locations)')
    files="QtWidgets.abi3.so QtMultimedia.abi3.so QtSvg.abi3.so QtTest.abi3.so
        Qt/plugins/platforms/libqoffscreen.so Qt/plugins/multimedia/libffmpegmediaplugin.so"
    [ "$1" = window ] && files="$files Qt/plugins/platforms/libqxcb.so"
    for file in $files; do
        [ -e "$folder/$file" ] && ldd "$folder/$file" 2>/dev/null
    done | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u
}

# need_libraries window|tests: stop with the exact command when a system library is missing and we may not install it.
need_libraries() {
    local missing
    missing=$(missing_libraries "$1")
    [ -z "$missing" ] && return
    say "Qt needs system libraries that are not here: $(echo $missing)"
    # shellcheck disable=SC2086
    if apt_install $APT_PACKAGES; then
        missing=$(missing_libraries "$1")
        [ -z "$missing" ] && return
        stop "Still missing:" $missing
    fi
    if command -v apt-get >/dev/null; then
        stop "Type:  sudo apt-get install --no-install-recommends" $APT_PACKAGES
    elif command -v dnf >/dev/null; then
        stop "Type:  sudo dnf install" $(printf "'%s()(64bit)' " $missing)
    fi
    stop "Install the packages of your system that hold them, and start again."
}

# Install libVLC for its tests if we may; without it they are skipped.
want_vlc() {
    "$PYTHON" -c 'import sys, vlc; sys.exit(vlc.Instance("--quiet") is None)' 2>/dev/null && return
    # shellcheck disable=SC2086
    apt_install $VLC_PACKAGES || say "The tests of the VLC player will be skipped: libVLC is not installed."
}
