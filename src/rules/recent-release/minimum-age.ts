/** Settings by which clients keep young releases out themselves, as their documentation spells them, by the files they read. */
const settings: readonly (readonly [file: RegExp, setting: string])[] = [
  [/(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, 'min-release-age in .npmrc'],
  [/(?:^|\/)pnpm-lock\.yaml$/, 'minimumReleaseAge in pnpm-workspace.yaml'],
  [/(?:^|\/)yarn\.lock$/, 'npmMinimalAgeGate in .yarnrc.yml'],
  [/(?:^|\/)bun\.lock$/, 'minimumReleaseAge in bunfig.toml'],
  [/(?:^|\/)package\.json$/, 'min-release-age of npm, minimumReleaseAge of pnpm and Bun, npmMinimalAgeGate of Yarn'],
  [/(?:^|\/)uv\.lock$/, 'exclude-newer of uv'],
  [/(?:^|\/)poetry\.lock$/, 'solver.min-release-age of Poetry'],
  [/(?:^|\/)(?:pyproject\.toml|pylock\.[^/]*toml)$/, 'exclude-newer of uv, --uploaded-prior-to of pip'],
  [/\.(?:txt|in)$/, '--uploaded-prior-to of pip'],
];

/** `; a minimum age (...) keeps such releases out`, where a setting of the file's client is known; else nothing. */
export function sayMinimumAge(path: string): string {
  const found = settings.find(([file]) => file.test(path.slice(-200)))?.[1];
  return found === undefined ? '' : `; a minimum age (${found}) keeps such releases out`;
}
