# What ./hearth and ./verify share: finding the JDK, Maven and Node that the build needs, and saying
# how to get what is missing. Sourced, never run.

# Prints the folder of a JDK 25, found without starting any.
find_jdk() {
  local home on_path
  on_path="$(command -v java || true)"
  [[ -n "$on_path" ]] && on_path="$(dirname "$(dirname "$(readlink -f "$on_path")")")"
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$on_path" "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [[ -x "$home/bin/javac" && -r "$home/release" ]] && grep -q '^JAVA_VERSION="25[."]' "$home/release"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# "20.19.0" is at least "20.19"
version_at_least() {
  [[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" == "$2" ]]
}

# Sets JDK; fails, saying what is missing and where to get it, unless everything is there.
need_build_tools() {
  local missing=0
  if ! JDK="$(find_jdk)"; then
    missing=1
    cat >&2 <<'TEXT'
Missing: JDK 25.
  Debian 13, Ubuntu 24.04:  apt install openjdk-25-jdk-headless
  Debian 12 has none:       add Eclipse Temurin's apt source (https://adoptium.net/installation/linux/),
                            then apt install temurin-25-jdk
  Elsewhere, set JAVA_HOME to the folder of a JDK 25.
TEXT
  fi
  if ! command -v mvn >/dev/null; then
    missing=1
    cat >&2 <<'TEXT'
Missing: Maven, 3.8 or newer.
  Debian, Ubuntu:           apt install maven
TEXT
  fi
  if [[ -e "$root/web-ui/src/main/frontend/package.json" ]]; then
    local node=none
    command -v node >/dev/null && node="$(node --version)"
    if [[ "$node" == none ]] || ! version_at_least "${node#v}" 20.19 || ! command -v npm >/dev/null; then
      missing=1
      cat >&2 <<TEXT
Missing: Node.js 20.19 or newer, with npm (found: $node).
  Debian 13:                apt install nodejs npm
  Debian 12 has only 18:    add NodeSource's apt source (https://github.com/nodesource/distributions),
                            then apt install nodejs
TEXT
    fi
  fi
  return "$missing"
}

# Maven on the JDK that was found, so that it finds that JDK wherever it lies.
maven() {
  # Maven 3.8's own libraries make Java 25 warn, and nobody can act on that here.
  JAVA_HOME="$JDK" \
    MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
    mvn --batch-mode --no-transfer-progress -Dstyle.color=never --file "$root/pom.xml" "$@"
}
