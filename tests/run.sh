#!/usr/bin/env bash
# Installs what is missing, builds, and runs the tests: every kind, or those named.
#   tests/run.sh [tidy] [unit] [database] [api] [story] [peer] [browser] [fault] [fuzz] [bench]
# Its last line is "N passed, N failed". Exit code 0 only if something ran and nothing failed.
# FROSTKEEP_REAL_DATA names a folder of real scanner files and the like; without it they are not read.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/steps.sh

every_kind=(tidy unit database api story peer browser fault fuzz bench)
fuzz_seconds=10
bench_participants=200
ctest_chatter='^(Internal ctest|Test project|Label Time|Total Test|The following|Running main|\s+Start |\s+[0-9]+ - '
ctest_chatter+='|[0-9]+% tests passed|[a-z]+ +=.*sec\*proc|$)'
passed=0 failed=0 skipped=0 totals=() done=no

# record KIND PASSED FAILED [SKIPPED]
record() {
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + ${4:-0}))
  totals+=("$(printf '%-12s %6d passed %5d failed %5d skipped' "$1" "$2" "$3" "${4:-0}")")
}

# number_in FILE NAME: the first value of a JSON member that is a number, else 0.
number_in() { grep -o -m 1 "\"$2\": *[0-9]*" "$1" | head -n 1 | grep -o '[0-9]*$' || echo 0; }

# Runs the programs that ctest knows under a label, in sequence. Counts GoogleTest's own tests; another program, or one
# that ended without a report, counts as one.
run_programs() {
  local kind=$1 results=$PWD/build/dev/results/$1 good=0 bad=0 skips=0 name status report tests broken skip
  [ "$(ctest --test-dir build/dev -N -L "^$kind\$" | grep -c '  Test ')" -gt 0 ] || return 0
  rm -rf "$results"
  mkdir -p "$results"
  GTEST_BRIEF=1 GTEST_OUTPUT="json:$results/" ctest --test-dir build/dev -L "^$kind\$" --output-on-failure \
    --output-junit "$results/ctest.xml" 2>/dev/null | grep -v -E "$ctest_chatter" || true
  while read -r name status; do
    report=$results/$name.json
    if [ ! -e "$report" ]; then
      if [ "$status" = run ]; then good=$((good + 1)); else bad=$((bad + 1)); fi
      continue
    fi
    tests=$(number_in "$report" tests) broken=$(number_in "$report" failures)
    skip=$(($(grep -c '"result": "SKIPPED"' "$report" || true) + $(number_in "$report" disabled)))
    # It may also fail after its last test, in a sanitizer's report for instance.
    [ "$status" = run ] || [ "$broken" -gt 0 ] || broken=1 tests=$((tests + 1))
    good=$((good + tests - broken - skip)) bad=$((bad + broken)) skips=$((skips + skip))
  done < <(sed -n 's/.*<testcase name="\([^"]*\)".* status="\([^"]*\)".*/\1 \2/p' "$results/ctest.xml")
  record "$kind" $good $bad $skips
}

# Runs `npm test` of a folder whose last words are "N passed, N failed".
run_node_tests() {
  local kind=$1 folder=$2 log=build/logs/$1.log line status=0
  [ -e "$folder/package.json" ] || return 0
  node_modules "$folder"
  say "  $folder: npm test"
  npm --prefix "$folder" --silent test >"$log" 2>&1 || status=$?
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1 || true)
  if [ $status -ne 0 ] || [ -z "$line" ]; then
    tail -n 200 "$log"
    case $line in "" | *", 0 failed") line="0 passed, 1 failed" ;; esac
  fi
  read -r good _ bad _ <<<"$line"
  record "$kind" "$good" "$bad"
}

run_web_unit_tests() {
  [ -e web/package.json ] || return 0
  local report=$PWD/build/logs/vitest.json log=build/logs/vitest.log
  rm -f "$report"
  (cd web && npx --no-install vitest run --reporter=default --reporter=json --outputFile="$report") >"$log" 2>&1 ||
    tail -n 200 "$log"
  if [ ! -e "$report" ]; then
    record "unit (web)" 0 1
    return
  fi
  # A file that can't be read fails its suite without a test of its own.
  local bad
  bad=$(number_in "$report" numFailedTests)
  [ "$bad" -gt 0 ] || bad=$(number_in "$report" numFailedTestSuites)
  record "unit (web)" "$(number_in "$report" numPassedTests)" "$bad" "$(number_in "$report" numPendingTests)"
}

# One command that counts as one test.
run_one() {
  local kind=$1 log=build/logs/${1//[ ()]/}.log
  shift
  say "  $*"
  if "$@" >"$log" 2>&1; then
    record "$kind" 1 0
  else
    tail -n 60 "$log"
    record "$kind" 0 1
  fi
}

# Each target for a few seconds, beginning with its kept inputs.
run_fuzz() {
  [ -e tests/fuzz/CMakeLists.txt ] || return 0
  [ ! -e tests/fuzz/packages.txt ] || deploy/install_packages.sh tests/fuzz/packages.txt
  build fuzz tests/fuzz/all
  local target name good=0 bad=0
  for target in build/fuzz/tests/fuzz/fuzz_*; do
    if [ ! -f "$target" ] || [ ! -x "$target" ]; then continue; fi
    name=$(basename "$target")
    mkdir -p "build/fuzz/found/$name" "tests/fuzz/corpus/${name#fuzz_}"
    say "  $name: $fuzz_seconds s"
    if "$target" -max_total_time=$fuzz_seconds -verbosity=0 -artifact_prefix="build/fuzz/found/$name/" \
      "build/fuzz/found/$name" "tests/fuzz/corpus/${name#fuzz_}" >"build/logs/$name.log" 2>&1; then
      good=$((good + 1))
    else
      tail -n 60 "build/logs/$name.log"
      bad=$((bad + 1))
    fi
  done
  record fuzz $good $bad
}

run_bench() {
  [ -x tests/bench/run.sh ] || return 0
  run_one bench tests/bench/run.sh --participants $bench_participants --out build/bench.json
}

run_kind() {
  say "$1"
  case $1 in
    fuzz) run_fuzz ;;
    bench) run_bench ;;
    *) run_programs "$1" ;;
  esac
  case $1 in
    unit) run_web_unit_tests ;;
    tidy) [ ! -e web/package.json ] || run_one "tidy (web)" npm --prefix web --silent run check ;;
    peer | browser) run_node_tests "$1 (node)" "tests/$1" ;;
  esac
}

kinds=("$@")
[ $# -gt 0 ] || kinds=("${every_kind[@]}")
for kind in "${kinds[@]}"; do
  [[ " ${every_kind[*]} " == *" $kind "* ]] || die 64 "No kind of tests is named \"$kind\"; there are: ${every_kind[*]}"
done

# Whatever ends the run, totals are its last words; a run that was cut short counts that as one failure.
finish() {
  local status=$?
  [ "$done" = yes ] || record "(cut short)" 0 1
  say ""
  say "Totals after $((SECONDS / 60)) min $((SECONDS % 60)) s"
  [ ${#totals[@]} -eq 0 ] || printf '  %s\n' "${totals[@]}"
  if [ -z "${FROSTKEEP_REAL_DATA:-}" ]; then
    say "  FROSTKEEP_REAL_DATA isn't set: real files were not read."
  fi
  [ $((passed + failed)) -gt 0 ] || say "  No test ran."
  say "$passed passed, $failed failed"
  [ $failed -eq 0 ] && [ $passed -gt 0 ] || exit $((status > 0 ? status : 1))
}
trap finish EXIT

deploy/install_packages.sh deploy/packages.txt tests/packages.txt
make_system_user
[ ! -e web/package.json ] || build_web
build dev
for kind in "${kinds[@]}"; do
  run_kind "$kind"
done
done=yes
