import type { Dependency, OwnPackage } from '../../model/dependency.ts';
import { fieldsOf, membersOf, readField } from '../../text/decode.ts';

/** Programs of widely used packages whose names are not the package's own (their package.json, `bin`). */
const wellKnown: ReadonlyMap<string, readonly string[]> = new Map(
  `
  @11ty/eleventy eleventy
  @angular/cli ng
  @anthropic-ai/claude-code claude
  @apidevtools/swagger-cli swagger-cli
  @arethetypeswrong/cli attw
  @ast-grep/cli ast-grep sg
  @astrojs/check astro-check
  @babel/cli babel
  @babel/node babel-node
  @biomejs/biome biome
  @capacitor/cli cap capacitor
  @changesets/cli changeset
  @commitlint/cli commitlint
  @cyclonedx/cyclonedx-npm cyclonedx-npm
  @docusaurus/core docusaurus
  @dotenvx/dotenvx dotenvx
  @electron-forge/cli electron-forge
  @google/gemini-cli gemini
  @graphql-codegen/cli graphql-codegen
  @ionic/cli ionic
  @lhci/cli lhci
  @mapbox/node-pre-gyp node-pre-gyp
  @microsoft/api-extractor api-extractor
  @microsoft/rush rush
  @modelcontextprotocol/inspector mcp-inspector
  @napi-rs/cli napi
  @nestjs/cli nest
  @openai/codex codex
  @openapitools/openapi-generator-cli openapi-generator-cli
  @playwright/test playwright
  @puppeteer/browsers browsers
  @react-router/dev react-router
  @redocly/cli redocly
  @remix-run/dev remix
  @sentry/cli sentry-cli
  @stoplight/prism-cli prism
  @stoplight/spectral-cli spectral
  @stryker-mutator/core stryker
  @sveltejs/kit svelte-kit
  @sveltejs/package svelte-package
  @swc/cli swc
  @tailwindcss/cli tailwindcss
  @tauri-apps/cli tauri
  @typescript/native-preview tsgo
  @vercel/ncc ncc
  @vscode/vsce vsce
  @vue/cli vue
  @vue/cli-service vue-cli-service
  @wdio/cli wdio
  @web/dev-server web-dev-server wds
  @web/test-runner web-test-runner wtr
  @wordpress/scripts wp-scripts
  aws-cdk cdk
  clean-css-cli cleancss
  concurrently conc
  cross-env cross-env-shell
  del-cli del
  ember-cli ember
  firebase-tools firebase
  flow-bin flow
  gatsby-cli gatsby
  grunt-cli grunt
  gulp-cli gulp
  hexo-cli hexo
  http-server hs
  jest-cli jest
  json-schema-to-typescript json2ts
  knip knip-bun
  less lessc
  markdownlint-cli markdownlint
  netlify-cli netlify
  npm-check-updates ncu
  npm-run-all run-p run-s
  npm-run-all2 npm-run-all run-p run-s
  nuxt nuxi
  postcss-cli postcss
  protobufjs-cli pbjs pbts
  remark-cli remark
  sequelize-cli sequelize
  serverless sls
  sirv-cli sirv
  storybook sb
  ts-node ts-node-esm ts-node-script ts-node-transpile-only
  typescript tsc tsserver
  uglify-js uglifyjs
  vercel vc
  webpack-cli webpack
  wrangler wrangler2
  `
    .trim()
    .split('\n')
    .map((line): [string, string[]] => {
      const [name = '', ...programs] = line.trim().split(' ');
      return [name, programs];
    }),
);

type Programs = Map<string, string[]>;

function add(into: Programs, program: string, name: string): void {
  const known = into.get(program);
  if (known === undefined) into.set(program, [name]);
  else if (!known.includes(name)) known.push(name);
}

/** Programs that a manifest brings: those of what it declares, as far as they are known, and those of the project itself. */
export function declaredPrograms(
  dependencies: readonly Dependency[],
  own: readonly OwnPackage[],
  bin: unknown,
): ReadonlyMap<string, readonly string[]> {
  const into: Programs = new Map();
  for (const { name, direct, scope } of dependencies) {
    // Overrides add nothing, and package managers are not installed among the dependencies.
    if (!direct || scope === 'tool') continue;
    for (const program of [name, ...(wellKnown.get(name) ?? [])]) add(into, program, name);
  }
  const [project = ''] = own.map(({ name }) => name);
  for (const program of programsOf(project, bin)) add(into, program, project);
  return into;
}

/** @param entries names of packages with what they say of `bin` */
export function recordedPrograms(
  entries: readonly (readonly [name: string, bin: unknown])[],
): ReadonlyMap<string, readonly string[]> {
  const into: Programs = new Map();
  for (const [name, bin] of entries) for (const program of programsOf(name, bin)) add(into, program, name);
  return into;
}

/** `bin` is one file, called like the package without its scope, or a map of names to files (npm: package.json). */
function programsOf(name: string, bin: unknown): readonly string[] {
  if (typeof bin === 'string') return [name.slice(name.lastIndexOf('/') + 1)];
  return membersOf(fieldsOf(bin)).map(([program]) => program);
}

/** Packages at the top of a package-lock.json with their programs: others are not on the path of npx. */
export function readLockedPrograms(text: string): ReadonlyMap<string, readonly string[]> {
  const top = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/;
  const entries = membersOf(readField(parseText(text), 'packages')).flatMap(([key, entry]) => {
    const name = readField(entry, 'name') ?? top.exec(key)?.[1];
    const bin = readField(entry, 'bin');
    return typeof name === 'string' && bin !== undefined && top.test(key) ? [[name, bin] as const] : [];
  });
  return recordedPrograms(entries);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
