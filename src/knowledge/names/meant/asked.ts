import type { Catalogue } from './catalogue.ts';
import { embellishes, flagsOf, packages, weigh } from './dictionary.ts';
import { Spelling } from './spelling.ts';
import { stemEnd } from './words.ts';

/** A word of the name that is asked about. */
export interface AskedWord {
  /** -1 where no name has a word of this stem. */
  readonly stem: number;
  /** The hash of the stem. */
  readonly hash: number;
  readonly flags: number;
  /** How much it tells. */
  readonly weight: number;
}

/** A name that is asked about, or another reading of it, word by word. One object serves question after question. */
export class Asked {
  readonly catalogue: Catalogue;
  readonly spelling: Spelling = new Spelling();
  /** For whoever takes words away. */
  readonly kept: Spelling = new Spelling();
  name = '';
  words: readonly AskedWord[] = [];
  /** Sum of the weights of its words. */
  weight = 0;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  read(name: string): void {
    const { spelling } = this;
    this.name = name;
    spelling.readText(name);
    const words: AskedWord[] = [];
    this.weight = 0;
    for (let at = 0; at < spelling.words; at++) {
      const word = this.#look(at);
      this.weight += word.weight;
      words.push(word);
    }
    this.words = words;
  }

  /** Whether all its words say how a thing is packaged, or nothing. */
  get isFiller(): boolean {
    return this.words.every(({ flags }) => (flags & (packages | embellishes)) !== 0);
  }

  #look(word: number): AskedWord {
    const { words, size, tables } = this.catalogue;
    const from = this.spelling.starts[word] ?? 0;
    const to = this.spelling.starts[word + 1] ?? 0;
    const hash = this.spelling.hash(from, stemEnd(this.spelling, from, to));
    const known = words.findStem(hash);
    const stem = known >= 0 && words.count(known) > 0 ? known : -1;
    const flags = flagsOf(tables, this.spelling.text(from, to));
    return { stem, hash, flags, weight: weigh(size, stem < 0 ? 0 : words.count(stem), flags) };
  }
}
