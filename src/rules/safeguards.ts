import type { Safeguard } from '../model/dependency.ts';
import type { SafeguardSubject } from '../model/subject.ts';
import { quoteWritten } from './addresses.ts';

/** A setting that protects less than before. */
export interface Weakening {
  /** The setting that speaks: the new one, or the one that is gone. */
  readonly safeguard: Safeguard;
  /** `strength` before and after; without a setting the client's default. */
  readonly from: number;
  readonly to: number;
}

/** Undefined where the setting protects as much as before, or more. */
export function findWeakening({ before, after }: Pick<SafeguardSubject, 'before' | 'after'>): Weakening | undefined {
  const safeguard = after ?? before;
  if (safeguard === undefined) return undefined;
  const from = before?.strength ?? safeguard.byDefault;
  const to = after?.strength ?? safeguard.byDefault;
  return to < from ? { safeguard, from, to } : undefined;
}

/** The list that the setting is one entry of: `trusted-host` for `trusted-host a.example`. */
const listOf = ({ setting, value }: Safeguard): string | undefined =>
  setting.length > value.length && setting.endsWith(` ${value}`) ? setting.slice(0, -value.length - 1) : undefined;

/** `sets "strict-ssl" to "false" instead of "true"`, `adds "a.example" to "trusted-host"` */
export function sayChange({ before, after }: Pick<SafeguardSubject, 'before' | 'after'>): string {
  const safeguard = after ?? before;
  if (safeguard === undefined) return 'changes nothing';
  const [setting, value, list] = [quoteWritten(safeguard.setting), quoteWritten(safeguard.value), listOf(safeguard)];
  if (after === undefined)
    return list === undefined ? `no longer sets ${setting} to ${value}` : `takes ${value} out of ${quoteWritten(list)}`;
  if (list !== undefined) return `adds ${value} to ${quoteWritten(list)}`;
  return `sets ${setting} to ${value}${before === undefined ? '' : ` instead of ${quoteWritten(before.value)}`}`;
}
