import{a as e,b as t}from"./chunk-457KFTA6.js";import{c as a,l as o,m as i,q as s,u as n,x as r}from"./chunk-ZZL4OLML.js";import{y as h}from"./chunk-ZV5V2SHL.js";import{a as l}from"./chunk-QW5I77QM.js";import{i as c,l as u}from"./chunk-U4KTFOZP.js";import"./chunk-W572LR55.js";import{lstat as d,lstat as f,mkdir as p,open as m,rmdir as g,stat as w,unlink as y}from"node:fs/promises";import{join as v,resolve as b,join as $}from"node:path";var k=["## What Gazetteer judges by. A change is audited under this file as it stands on the base side, so a pull request that",'## edits it does not help itself. Every key may be left out. Lines that begin with "# " are settings: take that away to',"## use them. They show the default, or an example where nothing is set by default.","version: 1"],x=e=>e.toReversed().join(", "),j=[{about:["Registries that serve an ecosystem, instead of what the repository's own files say. A proxy that serves everything","mirrors the public one; of several indexes each has a role: primary, extra, or explicit with the names it serves.","Credentials stand here as variables of the environment only."],setting:["registries:",'  npm: { url: "https://npm.acme.example/", mirrors-public: true }',"  pypi:",'    - { url: "https://${PIP_USER}:${PIP_TOKEN}@pypi.acme.example/simple/", role: primary }','    - { url: "https://wheels.acme.example/simple/", role: explicit, names: ["acme-*"] }']},{about:["Addresses that may be contacted besides the public registries and those above. No other host ever is."],setting:['trusted-registries: ["https://downloads.acme.example/"]']},{about:["Names that are meant to live on a private registry only: on the public one they are a finding."],setting:["private:",'  npm: ["@acme/*", "acme-*"]','  pypi: ["acme-*"]']},{about:["Your own published names: no waiting for what your repositories released, and no report of names to come."],setting:["first-party:",'  npm: ["@acme/*"]',"  repository: github.com/acme/*"]}];async function q(e,t,a){if((await w(e).catch(()=>{}))?.isDirectory()!==!0)throw new l("usage",`${e} is no folder`,"give a folder that is there");let o=[];for(let{path:a}of t)await T(e,a)&&o.push(a);if(o.length>0)throw new l("usage",`already there: ${o.join(", ")}; nothing was written`,a);let i=[];try{for(let a of t)await z(e,a,i)}catch(t){for(let e of i.toReversed())await e().catch(()=>{});let e=t instanceof Error?t.message:String(t);throw new l("usage",`nothing was written: ${e}`,"give a folder that can be written to")}}async function z(e,{path:t,text:a},o){for(let a of R(t)){let t=$(e,a);await f(t).catch(()=>{})===void 0&&(await p(t),o.push(()=>g(t)))}let i=$(e,t),s=await m(i,"wx");o.push(()=>y(i)),await s.writeFile(a).finally(()=>s.close())}var R=e=>u(c(e)).filter(e=>""!==e).toReversed();async function T(e,t){for(let a of R(t)){let t=await f($(e,a)).catch(()=>{});if(void 0===t)return!1;let o=t.isSymbolicLink()?"is a symbolic link, which is not followed":"is no folder";if(!t.isDirectory())throw new l("usage",`${a} ${o}: nothing was written`,"make it a folder")}return await f($(e,t)).catch(()=>{})!==void 0}var W="OWNER/gazetteer@v0",A=/@[0-9a-f]{40}(?:[0-9a-f]{24})?$/;function E(e){let t=`      - uses: ${e}`;return e===W?`      # Put the account that holds the action in the place of OWNER, and pin a commit of it.
${t}`:A.test(e)?t:`      # Better a commit than a tag or a branch, which can be moved.
${t}`}var O={only:{type:"string"},action:{type:"string"}};async function P(l){let c,u,{dir:f,only:p,action:m}=function(a){let{values:o,positionals:i}=e(a,O),{only:s,action:n=W}=o,[r=".",...h]=i;if(""===r||h.length>0)throw t(`one folder is enough: ${i.join(", ")}`);if(void 0!==s&&!N(s))throw t(`--only ${s}: give workflow or config`);if("config"===s&&void 0!==o.action)throw t("--action is for the workflow, which --only leaves out");if(!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}@[\w./-]{1,200}$/.test(n))throw t(`--action ${n}: give it as in a workflow, <owner>/gazetteer@<commit>`);return{dir:r,only:s,action:n}}(l),g=new Date(Date.now()+7776e6).toISOString().slice(0,10),w=r.map(({meta:e})=>e),y=[{name:"workflow",path:".github/workflows/gazetteer.yml",text:`# Audits what a pull request brings into the software supply chain, and says so on the line that does.
name: gazetteer
on:
  pull_request:
    # Edited: with another base branch it is another change.
    types: [opened, synchronize, reopened, edited]
  merge_group:
  schedule:
    # For the job recheck alone. Not on the hour, when GitHub starts late or not at all.
    - cron: "17 */4 * * *"
permissions:
  contents: read
  pull-requests: read
jobs:
  gazetteer:
    if: github.event_name != 'schedule'
    runs-on: ubuntu-latest
    steps:
${E(m)}

  # What fails only because it is young passes by itself once it is old enough, but nobody would run it again. This does,
  # for open pull requests whose failed audit says "held until" a time that is over. It runs and reads nothing of them.
  recheck:
    if: github.event_name == 'schedule'
    runs-on: ubuntu-latest
    permissions:
      actions: write
      checks: read
      pull-requests: read
    steps:
${E(m)}
        with:
          recheck: true
`},{name:"config",path:s,text:(u=[...function(){let{failOn:e,failOnConfidence:t,onUnverified:s}=a;return[{about:[`The least severity of a finding that fails a run: ${x(o)}; or never.`],setting:[`fail-on: ${e}`]},{about:[`The least confidence of a finding that fails a run: ${x(i)}.`],setting:[`fail-on-confidence: ${t}`]},{about:["What becomes of a run that could not verify something: fail, or warn."],setting:[`on-unverified: ${s}`]}]}(),...j,...function(){let{services:e,budget:t}=a;return[{about:["Advisory services, each another address of the same interface, or false. Private names are never sent there."],setting:["services:",`  osv: ${e.osv}`,`  github-advisories: ${!1!==e["github-advisories"]}`,`  deps-dev: ${e["deps-dev"]}`]},{about:["What one run may cost. What is left open when it runs out makes the run incomplete."],setting:[`budget: { requests: ${t.requests}, seconds: ${t.seconds}, bytes: ${t.bytes/1e6}MB }`]}]}(),(c=Math.max(...w.map(({id:e})=>e.length)),{about:["Rules: off, a severity for all findings of the rule, or a mapping with the options of its page; mode: observe reports","and never fails. The defaults:",...n.flatMap(e=>[`  ${e}`,...w.filter(t=>t.group===e).map(({id:e,severity:t})=>`    ${e.padEnd(c)}  ${t}`)])],setting:["rules:","  deprecated-package: off","  yanked-version: { severity: high, mode: observe }","  recent-release:","    grades: [{ under: 24h, severity: high }, { under: 7d, severity: medium }]",'    packages: { "pkg:npm/@acme/*": off }']}),{about:["Paths that are not audited; a file that a file in use includes is audited all the same."],setting:['ignore-paths: ["test/fixtures/**"]']},{about:["Findings that are accepted until a day. The package may be left out, its version too, and its name may hold *; so may","the path. Reason and last day are required."],setting:["exceptions:","  - rule: recent-release","    package: pkg:npm/left-pad@1.3.0","    path: services/api/**","    reason: why this is accepted",`    expires: ${g}`]}].map(({about:e,setting:t})=>[...e.map(e=>`## ${e}`),...t.map(e=>`# ${e}`)]),`${[k,...u].map(e=>e.join(`
`)).join(`

`)}
`)}].filter(({name:e})=>void 0===p||p===e),$=1===y.length?"":", or write one of the two with --only workflow or --only config";for(let{path:e}of(await q(f,y,`look at what is there and move it away${$}`),y))process.stdout.write(`wrote ${h(v(f,e),1e3)}
`);return process.stdout.write(`
${[..."config"===p||m!==W?[]:["Put the account that holds the action in the place of OWNER, and a commit of it in the place of the tag."],"Try it here with gazetteer audit. Then commit, and open a pull request: its checks tell what is found.","Nothing holds a merge back until a rule of the repository requires the check gazetteer."].join(`
`)}
`),await d(v(f,".git")).catch(()=>{})===void 0&&process.stderr.write(`gazetteer: ${h(b(f),500)} is not the root of a repository, where GitHub looks for them
`),0}var N=e=>"workflow"===e||"config"===e;export{P as runCommand};
