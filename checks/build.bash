# What ./demo, ./verify and .ci/run share: they find the tools, run Maven and show what it does.
# Sourced with the project's folder as the working directory. Works in bash 3.2, as macOS ships it.

die() {
    printf '%s\n' "$*" >&2
    exit 2
}

# Sets JAVA_HOME and java_version, or ends with one line that says what is missing.
need_jdk() {
    case $(uname -s) in
        MINGW* | MSYS* | CYGWIN* | Windows*) die "Windows is not supported directly: run this in WSL 2." ;;
    esac
    local java=${JAVA_HOME:+$JAVA_HOME/bin/}java settings home
    settings=$("$java" -XshowSettings:properties -version 2>&1) ||
        die "A JDK is missing: install JDK 17 or newer${JAVA_HOME:+, for JAVA_HOME=$JAVA_HOME has no working java}."
    home=$(sed -n 's/^ *java\.home = //p' <<<"$settings")
    java_version=$(sed -n 's/^ *java\.specification\.version = //p' <<<"$settings")
    java_version=${java_version#1.}
    [ "${java_version%%.*}" -ge 17 ] 2>/dev/null ||
        die "JDK 17 or newer is missing: $home is Java ${java_version:-of an unknown version}; set JAVA_HOME."
    [ -x "$home/bin/javac" ] ||
        die "A JDK is missing: $home is a Java runtime without javac; install JDK 17 or newer or set JAVA_HOME."
    export JAVA_HOME=$home
}

need_maven() {
    local version
    command -v mvn >/dev/null 2>&1 || die "Maven is missing: install Maven 3.8 or newer and put mvn on the PATH."
    version=$(mvn -B -version 2>&1 | sed -n 's/.*Apache Maven \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p')
    case $version in
        3.[89] | 3.[1-9][0-9] | [4-9].*) ;;
        *) die "Maven 3.8 or newer is missing: mvn is ${version:-of an unknown version}." ;;
    esac
}

# find_jdk FIRST LAST: the home of the newest JDK of these versions on this machine, or nothing.
find_jdk() {
    local home version best=0 found=
    while IFS= read -r home; do
        [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        if [ "${version:-0}" -ge "$1" ] && [ "$version" -le "$2" ] && [ "$version" -gt $best ]; then
            best=$version found=$home
        fi
    done < <(
        env | sed -n 's/^JAVA_HOME[^=]*=//p'
        printf '%s\n' /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
            "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*
    )
    printf '%s\n' "$found"
}

# maven LOG ARGUMENT…: runs Maven with the arguments and those of MEERKAT_MAVEN_ARGS (quoted as for a shell).
# LOG gets its whole output, the screen a short account of it.
maven() {
    local log=$1 running part=
    shift
    eval "set -- \"\$@\" ${MEERKAT_MAVEN_ARGS:-}"
    mkdir -p "$(dirname "$log")"
    : >"$log"
    module= file= downloads=0 tests=0 started=$SECONDS reported=$SECONDS
    mvn -B "$@" >"$log" 2>&1 </dev/null &
    maven_pid=$!
    trap 'stop_maven INT' INT
    trap 'stop_maven TERM' TERM
    trap 'stop_maven HUP' HUP
    exec 3<"$log"
    running=0
    while [ $running -eq 0 ]; do
        kill -0 $maven_pid 2>/dev/null || running=1
        while IFS= read -r line <&3; do
            account "$part$line"
            part=
        done
        part=$part$line
        live
        [ $running -ne 0 ] || sleep 1
    done
    exec 3<&-
    [ ! -t 1 ] || printf '\r\033[K'
    trap - INT TERM HUP
    wait $maven_pid
}

stop_maven() {
    trap - INT TERM HUP
    kill "$maven_pid" 2>/dev/null
    wait "$maven_pid"
    [ ! -t 1 ] || printf '\r\033[K'
    kill -s "$1" $$
}

# One line of Maven's output: counted, shown or passed over.
account() {
    case $1 in
        "[INFO] Downloading from "*) file=${1##*/} ;;
        "[INFO] Downloaded from "*) downloads=$((downloads + 1)) ;;
        "[INFO] Building "*"["*"/"*"]")
            module=${1#"[INFO] Building "}
            say "[${module##*"["} ${module%% [0-9]*}"
            ;;
        "[INFO] Tests run: "*" in "* | "[WARNING] Tests run: "*" in "* | "[ERROR] Tests run: "*" in "*)
            set -- "$1" "${1#*"Tests run: "}"
            tests=$((tests + ${2%%,*}))
            case $1 in "[ERROR]"*) say "    FAILED: ${1##* in }" ;; esac
            ;;
    esac
}

say() {
    [ ! -t 1 ] || printf '\r\033[K'
    printf '%s\n' "$1"
    reported=$SECONDS
}

# What Maven is at: on a terminal a line that is overwritten, elsewhere a line now and then.
live() {
    local line="    $((SECONDS - started)) s"
    [ $downloads -eq 0 ] || line="$line, $downloads files downloaded (${file:0:40})"
    [ $tests -eq 0 ] || line="$line, $tests tests run"
    if [ -t 1 ]; then
        printf '\r\033[K%s' "${line:0:79}"
    elif [ $((SECONDS - reported)) -ge 20 ]; then
        say "$line"
    fi
}

# After a failed build: its errors and javac's warnings, each once, without traces, differences of format and advice.
show_errors() {
    sed -n -e 's/^\[ERROR\] //p' -e 's/^\[WARNING\] \(.*\.java:\[.*\)/\1/p' "$1" |
        grep -v -e 'Help 1\]' -e '[Rr]e-run Maven' -e '^For more information' -e '^After correcting' -e 'mvn <args>' \
            -e '^ *$' -e '^[[:space:]]*at ' -e '^        ' |
        awk '!seen[$0]++' | head -n 60
    echo "Maven's whole output: $1"
}
