import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { mentionsLoad } from '../knowledge/code/model-loads.ts';
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

  it('is looked for in linear time, whatever stands for what', async () => {
    const chain = (size: number) =>
      Array.from(
        { length: size },
        (_, at) => `a${at % 50} = f${at % 40}(a${at % 7}, a${at % 11})\npickle.load(a${at % 50})`,
      );
    const growth = await measureGrowth(chain, (lines) => find('import pickle, requests', ...lines), 9_600);
    expect(growth).toBeLessThan(nearlyLinear);
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

  it.each([
    'import urllib.request, joblib\nurllib.request.urlretrieve(url, "m.joblib")\njoblib.load("m.joblib")',
    'import gdown, pickle\ngdown.download(url, "w.pkl")\npickle.load(open("w.pkl", "rb"))',
    'import boto3, pickle\ns3 = boto3.client("s3")\ns3.download_file("b", "k", "/tmp/m.pkl")\nwith open("/tmp/m.pkl", "rb") as f:\n    m = pickle.load(f)',
    'import requests, torch\nr = requests.get(url)\nwith open("m.pt", "wb") as f:\n    f.write(r.content)\nm = torch.load("m.pt")',
    'import requests, pickle\nr = requests.get(url)\nwith open("m.pkl", "wb") as f:\n    f.write(r.content)\nwith open("m.pkl", "rb") as f:\n    m = pickle.load(f)',
    'import requests, torch\nfrom pathlib import Path\nPath("m.pt").write_bytes(requests.get(url).content)\ntorch.load("m.pt")',
    'import os, torch, urllib.request\nfor_model = os.path.join(d, "m.pt")\nurllib.request.urlretrieve(url, for_model)\nm = torch.load(os.path.join(d, "m.pt"))',
    'import subprocess, pickle\nsubprocess.run(["wget", "https://models.example/z.pkl", "-O", "z.pkl"])\npickle.load(open("z.pkl", "rb"))',
    'import os, pickle\nos.system("curl -o z.pkl https://models.example/z")\npickle.load(open("z.pkl", "rb"))',
    'import joblib\nfrom huggingface_hub import hf_hub_download\nhf_hub_download("acme/model", "m.joblib", local_dir="./models")\njoblib.load("models/m.joblib")',
    'import torch\nx = torch.hub.load_state_dict_from_url("https://models.example/w.pth")',
    'import tensorflow as tf\nc = tf.keras.models.load_model(tf.keras.utils.get_file("m.h5", "https://models.example/m.h5"))',
    'import requests, pickle\nwith requests.get(url, stream=True) as r:\n    with open("m.pkl", "wb") as f:\n        for chunk in r.iter_content(8192):\n            f.write(chunk)\npickle.load(open("m.pkl", "rb"))',
    'import requests, torch\nfrom pathlib import Path\ndest = Path("weights") / "m.pt"\ndest.write_bytes(requests.get(url).content)\ntorch.load(dest)',
    'import requests, torch\nfrom pathlib import Path\nHOME = Path.home() / ".cache"\ndest = HOME / "m.pt"\nwith dest.open("wb") as f:\n    f.write(requests.get(url).content)\ntorch.load(dest)',
    'import requests, joblib, io\ndef fetch():\n    return requests.get(url).content\nm = joblib.load(io.BytesIO(fetch()))',
    'import requests, pickle\ndef fetch(url, dest):\n    r = requests.get(url)\n    with open(dest, "wb") as f:\n        f.write(r.content)\ndef load(path):\n    return pickle.load(open(path, "rb"))\nMODEL = "m.pkl"\nfetch(url, dest=MODEL)\nload(MODEL)',
    'import requests, tempfile, torch\nwith tempfile.NamedTemporaryFile() as tmp:\n    tmp.write(requests.get(url).content)\n    torch.load(tmp.name)',
    'import httpx, pickle\nasync def f():\n    async with httpx.AsyncClient() as c:\n        res = await c.get(url)\n    return pickle.loads(res.content)',
    'import pickle, io, urllib.request as ur\ndata = ur.urlopen(url).read()\npickle.Unpickler(io.BytesIO(data)).load()',
    'import dill\nfrom google.cloud import storage\nblob = storage.Client().bucket("b").blob("m")\ndill.loads(blob.download_as_bytes())',
    'import torch, wandb\nrun = wandb.init()\nart = run.use_artifact("a/b:latest")\ntorch.load(art.download() + "/m.pt")',
  ])('is told where the file was fetched before: %j', (text) => {
    expect(find(text).map(([, origin]) => origin)).toEqual(['download']);
  });

  it.each([
    'import requests, pickle\nr = requests.get(url)\nwith open("data.csv", "wb") as f:\n    f.write(r.content)\nwith open("m.pkl", "rb") as f:\n    m = pickle.load(f)',
    'import requests, pickle\nwith open("m.pkl", "wb") as f:\n    pickle.dump(requests.get(url).json(), f)\nm = pickle.load(open("m.pkl", "rb"))',
    'import urllib.request, joblib\ndef get(url, path):\n    urllib.request.urlretrieve(url, path)\ndef load(path):\n    return joblib.load(path)',
    'import os, pickle\nos.system("wget -O z.csv https://models.example/z.csv")\npickle.load(open("z.pkl", "rb"))',
    'import torch\nx = torch.hub.load_state_dict_from_url("https://models.example/w.pth", weights_only=True)',
    'from tensorflow.keras.models import load_model\na = load_model("m.h5")',
    'import tensorflow as tf\nc = tf.keras.models.load_model(tf.keras.utils.get_file("m.keras", "https://models.example/m.keras"))',
    'from langchain_community.vectorstores import FAISS\nFAISS.load_local("x", e)',
    'from transformers import AutoModel\nTRUST = False\nm = AutoModel.from_pretrained("acme/model", trust_remote_code=TRUST)',
    'from transformers import AutoModel\nKW = {"trust_remote_code": False}\nm = AutoModel.from_pretrained("acme/model", **KW)',
    'import requests, joblib\ndef rows():\n    return requests.get(url).json()\ndef load():\n    return joblib.load("clf.joblib")\nload().predict(rows())',
    'import requests, pickle\ndef path_of(name):\n    return f"cache/{name}.pkl"\ndef get(name):\n    path = path_of(name)\n    with open(path, "wb") as f:\n        pickle.dump(requests.get(url).json(), f)\n    return pickle.load(open(path, "rb"))',
    'import requests, torch\nfor file in ["a.pt", "b.pt"]:\n    torch.load(file)\n    requests.post(url, json={"text": file})',
  ])('is not where another file was fetched, or nothing of it runs: %j', (text) => {
    expect(find(text)).toEqual([]);
  });

  it.each([
    'from transformers import AutoModel\nTRUST = True\nm = AutoModel.from_pretrained("a/b", trust_remote_code=TRUST)',
    'from transformers import AutoModel\nKW = {"trust_remote_code": True}\nm = AutoModel.from_pretrained("a/b", **KW)',
    'from transformers import AutoModel\nKW = dict(trust_remote_code=True)\nm = AutoModel.from_pretrained("a/b", **KW)',
    'from transformers import pipeline\nm = pipeline("x", model="a/b", model_kwargs={"trust_remote_code": True})',
    'from transformers import AutoModel\ndef load(n, trust_remote_code=True):\n    return AutoModel.from_pretrained(n, trust_remote_code=trust_remote_code)',
    'from langchain_huggingface import HuggingFaceEmbeddings\nHuggingFaceEmbeddings(model_name="a/b", model_kwargs={"trust_remote_code": True})',
    'from langchain_community.vectorstores import FAISS\nFAISS.load_local("x", e, allow_dangerous_deserialization=True)',
    'import keras\nkeras.config.enable_unsafe_deserialization()',
  ])('is told however the option is given: %j', (text) => {
    expect(find(text)).toHaveLength(1);
    expect(mentionsLoad(text)).toBe(true);
  });
});
