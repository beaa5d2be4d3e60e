import { formats } from '../../src/app/formats.ts';
import { names } from '../../src/app/names.ts';
import { defaultPolicy } from '../../src/config/defaults.ts';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import { describeImports, wantsImportsOf } from '../../src/engine/imports.ts';
import { createReader } from '../../src/engine/read.ts';
import { createRegistryBook } from '../../src/engine/registries.ts';
import { inspectTexts } from '../../src/engine/texts.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { ImportSubject } from '../../src/model/subject.ts';
import { type Files, memorySource } from './memory-source.ts';

export async function findImports(before: Files | null, after: Files, policy: Partial<Policy> = {}) {
  const source = memorySource(before, after);
  const { texts } = await inspectTexts(source, [], () => false, wantsImportsOf(ecosystems));
  const set = { ...defaultPolicy, ...policy };
  const registries = createRegistryBook(set, []);
  const reader = createReader(formats);
  return describeImports(texts, { source, ecosystems, formats, reader, policy: set, registries, names });
}

export const sayImport = ({ module, wanted, at, ...more }: ImportSubject): string =>
  [
    `${at.path}:${at.startLine}`,
    module,
    wanted.dependency.purl,
    ...(more.isOptional === true ? ['optional'] : []),
    ...(more.isTypeOnly === true ? ['types'] : []),
    ...(more.isGuess === true ? ['guess'] : []),
    ...(more.declaresItself === true ? ['itself'] : []),
    ...(more.borrowed === undefined
      ? []
      : [`${more.borrowed.isLocked ? 'locked' : 'declared'} in ${more.borrowed.at.path}`]),
    ...(more.mayComeFrom.length === 0 ? [] : [`or ${more.mayComeFrom.join(' ')}`]),
  ].join(' ');

/** What a change newly imports and nobody declares, where everything else was there before. */
export async function undeclared(files: Files, changed: Files, before: Files = {}): Promise<readonly string[]> {
  const found = await findImports({ ...files, ...before }, { ...files, ...changed });
  return [...found.asked, ...found.told].map(sayImport);
}
