import { entryOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { itemsOf, plainText } from '../yaml-source.ts';

/** What pre-commit runs with the additional dependencies of a hook (pre-commit.com, "Supported languages"). */
const installers: ReadonlyMap<string, readonly string[]> = new Map([
  ['python', ['pip', 'install']],
  ['python_venv', ['pip', 'install']],
  ['node', ['npm', 'install', '--global']],
  ['conda', ['conda', 'install']],
]);

export const installerOf = (language: string | undefined): readonly string[] | undefined =>
  language === undefined ? undefined : installers.get(language);

/** Whether the entry of a hook is a command: that of others is a pattern, a message, an image or a file of the repository. */
export const runsEntry = (language: string | undefined): boolean =>
  language !== undefined && (language === 'system' || language === 'unsupported' || installers.has(language));

/** Languages of well-known hooks, by id: a configuration leaves them to the repository that the hook comes from. */
const nodeHooks =
  /^(?:prettier|eslint|stylelint|commitlint|markdownlint(?:-cli2?|-fix)?|cspell|renovate-config-validator|textlint|svgo|standard|tsc|biome(?:-\w+)?|spectral)$/;
const pythonHooks =
  /^(?:mypy|pyright|flake8|flakeheaven|black|black-jupyter|blacken-docs|ruff|ruff-format|ruff-check|pylint|isort|bandit|pyupgrade|codespell|docformatter|pydocstyle|pydoclint|numpydoc-validation|interrogate|mdformat|nbqa(?:-\w+)*|nbstripout|sphinx-lint|yamllint|yamlfix|djlint|djhtml|doc8|rstcheck|ufmt|usort|usort-\w+|autoflake|autopep8|yapf|vulture|refurb|ansible-lint|sqlfluff-(?:lint|fix)|validate-pyproject|check-jsonschema|check-manifest|pyproject-fmt|setup-cfg-fmt|tox-ini-fmt|commitizen|commitizen-branch|toml-sort(?:-fix)?|cmake-format|cmake-lint|clang-format|pip-compile|pip-audit|slotscheck|unimport|pycln|deptry|semgrep|detect-secrets)$/;

/** The language that a hook says, else that of the well-known hook, else the one whose spelling its packages have. */
export function languageOf(hook: YamlNode, repository: string): string | undefined {
  const said = plainText(entryOf(hook, 'language')?.value);
  if (said !== '') return said;
  const id = plainText(entryOf(hook, 'id')?.value).slice(0, 100);
  if (nodeHooks.test(id)) return 'node';
  if (pythonHooks.test(id) || /\/(?:mirrors-)?(?:mypy|pylint|autopep8|yapf|black)(?:\.git)?$/.test(repository))
    return 'python';
  return languageOfPackages(hook);
}

function languageOfPackages(hook: YamlNode): string | undefined {
  const texts = itemsOf(entryOf(hook, 'additional_dependencies')?.value).map((item) => plainText(item).slice(0, 500));
  if (texts.some((text) => /^@[\w.-]+\/[\w.-]+|^[\w.-]+@[\^~]?\d/.test(text))) return 'node';
  return texts.some((text) => /[=<>~!]=|\[[\w, -]+\]|^types-/.test(text)) ? 'python' : undefined;
}
