import { Composer, type Document, Lexer, Parser } from 'yaml';

/** Deepest nesting that is read; files that people or tools write need far less. */
const maxYamlDepth = 100;

/** Why a text is no YAML that can be read. */
export class YamlSyntaxError extends Error {
  override readonly name = 'YamlSyntaxError';
  /** Where the trouble begins, in UTF-16 code units. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Composes the documents of a text (YAML 1.2, core schema). Nesting is bounded while the concrete syntax is read: what
 * works on it afterwards calls itself for each level. Repeated keys stay, tags are passed over, aliases are not resolved.
 * @throws YamlSyntaxError
 */
export function composeDocuments(text: string): readonly Document.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    // The library would compare each key with all others.
    uniqueKeys: false,
    resolveKnownTags: false,
    strict: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: Document.Parsed[] = [];
  const keep = (found: Iterable<Document.Parsed>): void => {
    for (const document of found) documents.push(checked(document));
  };
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) keep(composer.next(token));
    if (parser.stack.length > maxYamlDepth) {
      throw new YamlSyntaxError(`nested deeper than ${maxYamlDepth} levels`, parser.offset);
    }
  }
  for (const token of parser.end()) keep(composer.next(token));
  keep(composer.end());
  return documents;
}

function checked(document: Document.Parsed): Document.Parsed {
  const [error] = document.errors;
  if (error === undefined) return document;
  throw new YamlSyntaxError(error.message.split('\n', 1)[0] ?? 'not valid', error.pos[0]);
}
