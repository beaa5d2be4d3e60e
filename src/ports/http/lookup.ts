import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { mayConnect } from './address.ts';
import { HttpError } from './failure.ts';

/** Asks for the addresses of a name, all of them. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

/**
 * Name resolution for connections: only addresses are given that may be connected to. It is the socket's own resolution,
 * so a name that stands for another address a moment later gains nothing (DNS rebinding).
 */
export function guardedLookup(configured: (hostname: string) => boolean, resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, done) => {
    const family = options.family === 'IPv6' ? 6 : options.family === 'IPv4' ? 4 : (options.family ?? 0);
    resolve(hostname, { all: true, family, hints: options.hints ?? 0 }, (error, found) => {
      if (error !== null) return done(error, '');
      const allowed = found.filter(({ address }) => mayConnect(hostname, address, configured(hostname)));
      const [first] = allowed;
      if (first === undefined) return done(refusal(hostname, found), '');
      if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}

const refusal = (hostname: string, [first]: readonly LookupAddress[]): Error =>
  new HttpError(
    'refused',
    `${hostname} stands for the internal address ${first?.address ?? ''}: it is asked there only where the configuration names it, and at link-local addresses never`,
  );
