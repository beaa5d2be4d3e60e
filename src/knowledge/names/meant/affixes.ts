const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that say how a thing is packaged, not what it is: names of one thing differ in them. */
const packaging =
  'api app base bin binary binding bindings cli client clients common commons core dev devkit driver hub lib libs ' +
  'library module official package pkg project runtime sdk server tool toolkit tools util utility utils wrapper';
const packagingWords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['pypi', setOf(`${packaging} py py2 py3 python python2 python3 pip cffi wheel`)],
  ['npm', setOf(`${packaging} ecma es es6 esm cjs javascript js node nodejs npm ts typescript`)],
]);

/** Words that people and models put around the name of a package that does the work already. */
const embellishing = setOf(
  'advanced and async asyncio auto basic browser builder c compat easy enhanced error export exporter fast file files ' +
    'for format formatter from full generator handler helper helpers implementation improved integration interface io ' +
    'js kit light lite manager mini modern native new next ng node normalizer parse parser parsers parsing plus pro ' +
    'processor promise promises py python reader safe sdk serializer service simple support sync the tiny to ts ' +
    'ui utils validate validation validator validators verify v1 v2 v3 web with writer',
);

/** What is glued to a name without a separator, by ecosystem. */
const glued: ReadonlyMap<string, { readonly before: readonly string[]; readonly after: readonly string[] }> = new Map([
  [
    'pypi',
    {
      before: ['python', 'py', 'lib', 'django', 'flask'],
      after: ['python', 'py', 'sdk', 'lib', 'client', 'api', 'tools', 'utils', 'parser', 'parse', 'validator'],
    },
  ],
  [
    'npm',
    {
      before: ['node', 'js', 'lib'],
      after: ['js', 'node', 'lib', 'sdk', 'client', 'api', 'tools', 'utils', 'parser', 'parse', 'validator'],
    },
  ],
]);

/** A short form at the beginning of import names and what names of packages write there. */
export const shortBeginnings: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  [
    'pypi',
    [
      ['sk', 'scikit'],
      ['tf', 'tensorflow'],
      ['mpl', 'matplotlib'],
      ['otel', 'opentelemetry'],
      ['k8s', 'kubernetes'],
      ['dj', 'django'],
    ],
  ],
]);

/** Words that are written for one another, in either direction or, for a short form, to the long one. */
const others: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    otel: ['opentelemetry'],
    k8s: ['kubernetes'],
    kube: ['kubernetes'],
    tf: ['tensorflow'],
    pg: ['postgres', 'postgresql'],
    postgres: ['pg', 'postgresql'],
    postgresql: ['postgres', 'pg'],
    jwt: ['jsonwebtoken'],
    jsonwebtoken: ['jwt'],
    ical: ['icalendar'],
    icalendar: ['ical', 'ics'],
    ics: ['icalendar', 'ical'],
    ws: ['websocket'],
    websocket: ['ws'],
    reactivex: ['rxjs'],
    purl: ['packageurl'],
    es: ['elasticsearch'],
    mongo: ['mongodb'],
    gcp: ['google-cloud'],
    yml: ['yaml'],
    md: ['markdown'],
    tz: ['timezone'],
    db: ['database'],
    auth: ['authentication'],
    i18n: ['internationalization'],
    cv: ['opencv'],
    opencv: ['cv'],
    qr: ['qrcode'],
    gql: ['graphql'],
    sbom: ['cyclonedx'],
  }),
);

/** Words of packages that hold types only: they are meant by those who write these words. */
export const typeWords: ReadonlySet<string> = setOf('types stubs');

export const isPackaging = (ecosystem: string, word: string): boolean =>
  packagingWords.get(ecosystem)?.has(word) === true || (word.startsWith('cu') && /^cu\d{2,3}$/.test(word));

export const isEmbellishing = (word: string): boolean => embellishing.has(word);

export const otherWordsFor = (word: string): readonly string[] => others.get(word) ?? [];

/** The name without what is glued to its ends, each way that leaves three letters or more. */
export function unglue(ecosystem: string, letters: string): readonly string[] {
  const ends = glued.get(ecosystem);
  const rests: string[] = [];
  if (ends === undefined) return rests;
  const cutEnd = (text: string): void => {
    for (const word of ends.after) {
      if (text.length - word.length >= 3 && text.endsWith(word)) rests.push(text.slice(0, -word.length));
    }
  };
  cutEnd(letters);
  for (const word of ends.before) {
    if (letters.length - word.length < 3 || !letters.startsWith(word)) continue;
    const rest = letters.slice(word.length);
    rests.push(rest);
    cutEnd(rest);
  }
  return rests;
}
