import { expect, it } from 'vitest';
import { nameUuid } from './uuid.ts';

it.each([
  // RFC 9562, appendix A.4.
  ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
  // A name that is not ASCII counts by its bytes of UTF-8.
  ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'b\u00fccher.example', '849d4d8f-6c8e-59fa-9721-89ccba396bf9'],
])('makes the UUID of a name in %s: %s', (namespace, name, uuid) => {
  expect(nameUuid(namespace, name)).toBe(uuid);
});
