/**
 * Lets the built-in functions that go through a text or a list say how far they went: that is work that the blocks of the
 * program do not show. Only in a process that measures.
 */
export function countNativeWork(): { take(): number } {
  let work = 0;
  const wrap = (
    owner: object,
    key: string,
    cost: (self: unknown, args: readonly unknown[], result: unknown) => number,
  ) => {
    const original: unknown = Reflect.get(owner, key);
    if (typeof original !== 'function') throw new Error(`there is no ${key}`);
    const counting = function (this: unknown, ...args: unknown[]): unknown {
      const result: unknown = Reflect.apply(original, this, args);
      work += cost(this, args, result);
      return result;
    };
    Object.defineProperty(owner, key, { value: counting, writable: true, configurable: true });
  };
  const lengthOf = (self: unknown): number => (typeof self === 'string' || Array.isArray(self) ? self.length : 0);
  const from = (args: readonly unknown[]): number => (typeof args[1] === 'number' ? Math.max(0, args[1]) : 0);
  const forward = (self: unknown, args: readonly unknown[], result: unknown): number =>
    Math.max(0, (typeof result === 'number' && result >= 0 ? result : lengthOf(self)) - from(args));
  const backward = (self: unknown, args: readonly unknown[], result: unknown): number =>
    Math.max(0, (typeof args[1] === 'number' ? Math.min(args[1], lengthOf(self)) : lengthOf(self)) - Number(result));
  const whole = (self: unknown): number => lengthOf(self);
  const made = (_self: unknown, _args: readonly unknown[], result: unknown): number => lengthOf(result);

  for (const owner of [String.prototype, Array.prototype]) {
    wrap(owner, 'indexOf', forward);
    wrap(owner, 'lastIndexOf', backward);
    wrap(owner, 'includes', (self, args, result) => (result === true ? 1 : forward(self, args, -1)));
  }
  for (const key of ['split', 'replaceAll', 'toLowerCase', 'toUpperCase', 'normalize']) {
    wrap(String.prototype, key, whole);
  }
  for (const key of ['slice', 'concat', 'splice', 'flat', 'with', 'toSorted', 'map', 'filter'])
    wrap(Array.prototype, key, made);
  for (const key of ['shift', 'unshift', 'join', 'reverse', 'sort', 'splice']) wrap(Array.prototype, key, whole);
  for (const key of ['keys', 'values', 'entries']) wrap(Object, key, made);
  wrap(JSON, 'parse', (_, [text]) => lengthOf(text));
  wrap(JSON, 'stringify', made);
  countExpressions(wrap);
  return {
    take() {
      const taken = work;
      work = 0;
      return taken;
    },
  };
}

type Wrap = (
  owner: object,
  key: string,
  cost: (self: unknown, args: readonly unknown[], result: unknown) => number,
) => void;

/** What a regular expression goes through at least: up to the end of what it found, or all that is left. */
function countExpressions(wrap: Wrap): void {
  const { exec } = RegExp.prototype;
  let began = 0;
  Object.defineProperty(RegExp.prototype, 'exec', {
    configurable: true,
    writable: true,
    value: function (this: RegExp, text: string): RegExpExecArray | null {
      began = this.global || this.sticky ? this.lastIndex : 0;
      return Reflect.apply(exec, this, [text]);
    },
  });
  wrap(RegExp.prototype, 'exec', (self, [text], result) => {
    if (!(self instanceof RegExp)) return 0;
    if (Array.isArray(result)) return Number(Reflect.get(result, 'index')) + lengthOfFirst(result) - began;
    return self.sticky || self.source.startsWith('^') ? 1 : Math.max(0, String(text).length - began);
  });
}

const lengthOfFirst = (list: readonly unknown[]): number => (typeof list[0] === 'string' ? list[0].length : 0);
