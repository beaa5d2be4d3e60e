export const help = `Usage: gazetteer audit [dir] [options]
       gazetteer inventory [path...] [--format json|text]
       gazetteer name [<purl>|"<ecosystem> <name>"...] [--dir <dir>] [--config <file>] [--format json|text] [--offline]
                 [--no-cache] [--ignore-adoption] [--no-color]
       gazetteer which [name...] [--dir <dir>] [--config <file>] [--format json|text] [--offline] [--no-cache]
                 [--no-color]
       gazetteer verify-log <file...> [--dir <dir>] [--config <file>] [--since <date>] [--until <date>]
                 [--format json|text]
       gazetteer explain [rule] [--no-color]
       gazetteer init [dir] [--companion] [--only workflow|config|companion] [--action <owner>/gazetteer@<commit>]
       gazetteer completion <bash|zsh|fish>

What a pull request would be told about the dependencies it brings in.

  --base <rev|dir|none>     before; default: merge base with the default branch; none: everything is new
  --head <rev|dir>          after; default: the working tree
  --config <file>           default: .github/gazetteer.yml as it stands in the base, never in the head;
                            owner/repo/path@ref reads it from GitHub (GITHUB_API_URL, GH_TOKEN)
  --write-baseline <file>   with --base none: lists everything that is found as known, for the key baseline of the
                            configuration; where everything is audited, only what is new then fails
  --format <name>[=file]    text, json, sarif, markdown, html, github, navigator or sigma; may be repeated
                            one without a file goes to standard output (default: text)
                            html=<file> is a page for people: one file that needs no network
                            sigma=<folder>/ writes one file for each case study that the change touches
  --fail-on <severity>      critical, high, medium, low, info or never (default: high)
  --fail-on-confidence <c>  high, medium or low (default: medium)
  --on-unverified <mode>    fail or warn (default: fail)
  --offline                 no network at all: what needs an answer is reported as unverified
  --now <RFC 3339>          the moment of the audit, for replays
  --no-cache                ask everything anew, and keep no answers for the next run; --now implies it
  --explain-requests        each host with requests, bytes, time, cache hits, revalidations, retries and failures
  --quiet                   findings, what was not answered, and the verdict only
  --verbose                 evidence, changes and requests too
  --no-color, --no-progress
  --version, --help, -h

inventory reads only: what is declared where, in folders or files.
name tells what is known of names: whether they exist and since when, how much they are used, what they resemble and what
was probably meant. Without arguments it reads one name a line from standard input and writes one JSON object for each.
An ecosystem alone holds for the names after it, up to the next one: npm left-pad pypi six; a package that is called like
one is asked for as pkg:npm/pypi. --offline asks the bundled lists alone, --ignore-adoption judges the shape as if the name
were new and unused.
which tells the index that would serve a name here, or everything that is declared, for each client, and why.
verify-log reads logs and reports of pip, uv, npm, pnpm and Yarn: which index each package really came from,
and whether that is the one that the files in --dir (default: .) and the configuration let serve it.
explain prints the page of a rule: what it finds and stays silent on, why, what to do, options, exceptions and limits; without
a rule, which there are.
init writes .github/workflows/gazetteer.yml, which audits pull requests and runs again what was too young, and
.github/gazetteer.yml, which explains every setting; with --companion also .github/workflows/gazetteer-comments.yml, which
comments on pull requests, also of forks. It replaces nothing: with one of them there, it writes none, and --only says
which one is wanted. --action is what the workflows run, best pinned to a commit.

completion prints a script for a shell: source <(gazetteer completion bash), the same for zsh, and for fish
gazetteer completion fish | source.

A folder starts with ./ or /, or is no revision. Exit status: 0 pass, 1 a finding at or above --fail-on,
2 wrong usage or configuration, 3 something that had to be verified could not be. Of name with arguments: 0 known and
unremarkable, 1 absent or suspicious, 2, 3 could not be told. Of which: 0, 2 a name that no client here could be
asked for, 3 an index that gave no answer. Of verify-log: 0, 1 a package that came from elsewhere, 2, 3. Of explain, init
and completion: 0, 2.

Answers are kept in $XDG_CACHE_HOME/gazetteer or the user's cache folder for as long as each server says, and in a workflow
not beyond the run.

Environment: NO_COLOR, FORCE_COLOR, CI, HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, NPM_CONFIG_REGISTRY,
PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, UV_INDEX, UV_DEFAULT_INDEX, XDG_CACHE_HOME.
`;
