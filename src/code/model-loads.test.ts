import { describe, expect, it } from 'vitest';
import { findModelLoads } from './model-loads.ts';
import { readPython } from './python/index.ts';

const find = (...lines: readonly string[]) => {
  const text = lines.join('\n');
  return findModelLoads(readPython('app.py', text)).map(({ name, origin, start, end }) => [
    name,
    origin,
    text.slice(start, end),
  ]);
};

describe('what is loaded', () => {
  it('is told where it comes from a download of the same file', () => {
    expect(
      find(
        'import pickle, requests',
        'answer = requests.get("https://models.example/m.pkl")',
        'data = answer.content',
        'model = pickle.loads(data)',
      ),
    ).toEqual([['pickle.loads', 'download', 'pickle.loads(data)']]);
    expect(
      find(
        'from huggingface_hub import hf_hub_download as fetch',
        'import joblib',
        'model = joblib.load(fetch("acme/model", "model.joblib"))',
      ),
    ).toHaveLength(1);
    expect(
      find('import torch', 'from gdown import download', 'path = download("id", "m.pt")', 'm = torch.load(path)'),
    ).toEqual([['torch.load', 'download', 'torch.load(path)']]);
  });

  it.each([
    'import pickle\nmodel = pickle.load(open("model.pkl", "rb"))',
    'import torch, requests\nx = requests.get("https://models.example/").json()\nm = torch.load("m.pt")',
    'import torch, gdown\nm = torch.load(gdown.download("id"), weights_only=True)',
    'import yaml, requests\nx = yaml.load(requests.get("https://a.example/").text, Loader=yaml.SafeLoader)',
    'import yaml, requests\nx = yaml.safe_load(requests.get("https://a.example/").text)',
    'from transformers import AutoModel\nm = AutoModel.from_pretrained("acme/model")',
    'from acme import pickle\nm = pickle.load_all()',
  ])('is not where it cannot run, or is the own file of the project: %j', (text) => {
    expect(find(text)).toEqual([]);
  });

  it('takes a commit that a name stands for', () => {
    expect(
      find(
        'from transformers import AutoModel',
        `REVISION = "${'a'.repeat(40)}"`,
        'm = AutoModel.from_pretrained("acme/model", trust_remote_code=True, revision=REVISION)',
      ).map(([, origin]) => origin),
    ).toEqual(['fixed']);
  });

  it('is found among names that stand for one another many times over', () => {
    const many = Array.from({ length: 20 }, () => `a = f(${Array(40).fill('a').join(', ')})`);
    expect(find('import pickle', ...many, 'pickle.load(a)')).toEqual([]);
  });

  it('is told wherever it comes from where the option says that it runs', () => {
    expect(
      find(
        'from transformers import AutoModel, pipeline',
        'a = AutoModel.from_pretrained("acme/model", trust_remote_code=True)',
        `b = pipeline("text-generation", model="acme/model", trust_remote_code=True, revision="${'a'.repeat(40)}")`,
        'c = AutoModel.from_pretrained("acme/model", trust_remote_code=True, revision="main")',
        'import torch',
        'd = torch.load("m.pt", weights_only=False)',
        'e = torch.hub.load("acme/net", "net")',
      ).map(([name, origin]) => `${name} ${origin}`),
    ).toEqual([
      'transformers.AutoModel.from_pretrained download',
      'transformers.pipeline fixed',
      'transformers.AutoModel.from_pretrained download',
      'torch.load unknown',
      'torch.hub.load download',
    ]);
  });
});
