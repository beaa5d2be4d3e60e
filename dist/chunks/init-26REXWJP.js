const {lstat:f,lstat:p,mkdir:g,open:w,rmdir:b,stat:y,unlink:v}=process.getBuiltinModule("node:fs/promises"),{join:k,resolve:$,join:j}=process.getBuiltinModule("node:path");import{a as e,b as t,c as a}from"./chunk-VH5AACKY.js";import{c as o,d as i}from"./chunk-YYGRFKTO.js";import{a as n}from"./chunk-TB36E2BN.js";import{d as s}from"./chunk-NDCB3N7P.js";import{i as r,o as h}from"./chunk-L6OGS72H.js";import"./chunk-ZLNOLPZQ.js";import"./chunk-D42VG7EP.js";import{a as l}from"./chunk-QW5I77QM.js";import"./chunk-2KB5F4XT.js";import{a as u,b as c}from"./chunk-7PAH4AVC.js";import{b as m,e as d}from"./chunk-L62O35GZ.js";import"./chunk-62FJZWBB.js";import"./chunk-G4NC42HG.js";import"./chunk-W572LR55.js";var x=["## What Gazetteer judges by. A change is audited under this file as it stands on the base side, so a pull request that",'## edits it does not help itself. Every key may be left out. Lines that begin with "# " are settings: take that away to',"## use them. They show the default, or an example where nothing is set by default.","version: 1"],z=e=>e.toReversed().join(", "),T=[{about:["Registries that serve an ecosystem, instead of what the repository's own files say. A proxy that serves everything","mirrors the public one; of several indexes each has a role: primary, extra, or explicit with the names it serves.","Credentials stand here as variables of the environment only."],setting:["registries:",'  npm: { url: "https://npm.acme.example/", mirrors-public: true }',"  pypi:",'    - { url: "https://${PIP_USER}:${PIP_TOKEN}@pypi.acme.example/simple/", role: primary }','    - { url: "https://wheels.acme.example/simple/", role: explicit, names: ["acme-*"] }']},{about:["Addresses that may be contacted besides the public registries and those above. No other host ever is."],setting:['trusted-registries: ["https://downloads.acme.example/"]']},{about:["Names that are meant to live on a private registry only: on the public one they are a finding."],setting:["private:",'  npm: ["@acme/*", "acme-*"]','  pypi: ["acme-*"]']},{about:["Your own published names: no waiting for what your repositories released, and no report of names to come."],setting:["first-party:",'  npm: ["@acme/*"]',"  repository: github.com/acme/*"]}],q=[{about:["Packages that somebody looked at: whether such a name is young, unused or like another one is not asked any more; of","one version also whether it is too recent. What is malicious or tampered with is told all the same."],setting:['approved: [pkg:npm/left-pad, "pkg:npm/@acme/*"]']},{about:["Packages that nobody here may use: a finding on the line that brings one in."],setting:["denied:","  - package: pkg:npm/event-stream","    reason: it was hijacked before"]}],P=[{about:["Rules whose findings a comment beside them may accept: gazetteer-ignore: <rule> -- <reason>. No comment counts","for any other rule."],setting:["inline-exceptions: [floating-requirement]"]},{about:["What is known, as gazetteer audit --base none --write-baseline <file> lists it: where everything is audited, only","what is new fails."],setting:["baseline: .github/gazetteer-baseline.json"]},{about:["A configuration of another repository that this file is built on; best at a commit, as a branch moves."],setting:["extends: acme/policy/gazetteer.yml@main"]},{about:["For a file that others extend: keys that they cannot loosen."],setting:["locked: [fail-on, on-unverified, denied, rules.known-malicious]"]}];async function W(e,t,a){if((await y(e).catch(()=>{}))?.isDirectory()!==!0)throw new l("usage",`${e} is no folder`,"give a folder that is there");let o=[];for(let{path:a}of t)await R(e,a)&&o.push(a);if(o.length>0)throw new l("usage",`already there: ${o.join(", ")}; nothing was written`,a);let i=[];try{for(let a of t)await N(e,a,i)}catch(t){for(let e of i.toReversed())await e().catch(()=>{});let e=t instanceof Error?t.message:String(t);throw new l("usage",`nothing was written: ${e}`,"give a folder that can be written to")}}async function N(e,{path:t,text:a},o){for(let a of A(t)){let t=j(e,a);await p(t).catch(()=>{})===void 0&&(await g(t),o.push(()=>b(t)))}let i=j(e,t),n=await w(i,"wx");o.push(()=>v(i)),await n.writeFile(a).finally(()=>n.close())}var A=e=>d(m(e)).filter(e=>""!==e).toReversed();async function R(e,t){for(let a of A(t)){let t=await p(j(e,a)).catch(()=>{});if(void 0===t)return!1;let o=t.isSymbolicLink()?"is a symbolic link, which is not followed":"is no folder";if(!t.isDirectory())throw new l("usage",`${a} ${o}: nothing was written`,"make it a folder")}return await p(j(e,t)).catch(()=>{})!==void 0}var E="OWNER/gazetteer@v0",G=/@[0-9a-f]{40}(?:[0-9a-f]{24})?$/;function O(e){let t=`      - uses: ${e}`;return e===E?`      # Put the account that holds the action in the place of OWNER, and pin a commit of it.
${t}`:G.test(e)?t:`      # Better a commit than a tag or a branch, which can be moved.
${t}`}var{flags:B}=a.init;async function _(a){var l,m;let d,p,{dir:g,parts:w,action:b}=function(a){let{values:o,positionals:i}=e(a,B),{only:n,companion:s=!1,action:r=E}=o,[h=".",...l]=i;if(""===h||l.length>0)throw t(`one folder is enough: ${i.join(", ")}`);if(void 0!==n&&!H(n))throw t(`--only ${n}: give ${F.join(" or ")}`);if(void 0!==n&&s)throw t("--companion is written with the others: give --only companion for it alone");if("config"===n&&void 0!==o.action)throw t("--action is for the workflows, which --only config leaves out");if(!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}@[\w./-]{1,200}$/.test(r))throw t(`--action ${r}: give it as in a workflow, <owner>/gazetteer@<commit>`);return{dir:h,parts:void 0!==n?[n]:F.filter(e=>"companion"!==e||s),action:r}}(a),y=new Date(Date.now()+7776e6).toISOString().slice(0,10),v=h.map(({meta:e})=>e),j=[{name:"workflow",path:".github/workflows/gazetteer.yml",text:`# Audits what a pull request brings into the software supply chain, and says so on the line that does.
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
${O(b)}

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
${O(b)}
        with:
          recheck: true
`},{name:"config",path:i,text:(l=function(e){let[t,a]=e.split("@");return`${n.githubFiles}/${t}/${a}/docs/config.schema.json`}(b),p=[...function(){let{failOn:e,failOnConfidence:t,onUnverified:a}=o;return[{about:[`The least severity of a finding that fails a run: ${z(u)}; or never.`],setting:[`fail-on: ${e}`]},{about:[`The least confidence of a finding that fails a run: ${z(c)}.`],setting:[`fail-on-confidence: ${t}`]},{about:["What becomes of a run that could not verify something: fail, or warn."],setting:[`on-unverified: ${a}`]}]}(),...T,...q,...function(){let{services:e,budget:t}=o;return[{about:["Advisory services, each another address of the same interface, or false. Private names are never sent there."],setting:["services:",`  osv: ${e.osv}`,`  github-advisories: ${!1!==e["github-advisories"]}`,`  deps-dev: ${e["deps-dev"]}`]},{about:["What one run may cost. What is left open when it runs out makes the run incomplete."],setting:[`budget: { requests: ${t.requests}, seconds: ${t.seconds}, bytes: ${t.bytes/1e6}MB }`]}]}(),(d=Math.max(...v.map(({id:e})=>e.length)),{about:["Rules: off, a severity for all findings of the rule, or a mapping with the options of its page; mode: observe reports","and never fails. The defaults:",...r.flatMap(e=>[`  ${e}`,...v.filter(t=>t.group===e).map(({id:e,severity:t})=>`    ${e.padEnd(d)}  ${t}`)])],setting:["rules:","  deprecated-package: off","  yanked-version: { severity: high, mode: observe }","  recent-release:","    grades: [{ under: 24h, severity: high }, { under: 7d, severity: medium }]",'    packages: { "pkg:npm/@acme/*": off }']}),{about:["Paths that are not audited; a file that a file in use includes is audited all the same."],setting:['ignore-paths: ["test/fixtures/**"]']},{about:["Findings that are accepted until a day. The package may be left out, its version too, and its name may hold *; so may","the path. Reason and last day are required."],setting:["exceptions:","  - rule: recent-release","    package: pkg:npm/left-pad@1.3.0","    path: services/api/**","    reason: why this is accepted",`    expires: ${y}`]},...P].map(({about:e,setting:t})=>[...e.map(e=>`## ${e}`),...t.map(e=>`# ${e}`)]),`${[[`#	yaml-language-server: $schema=${l}`,...x],...p].map(e=>e.join(`
`)).join(`

`)}
`)},{name:"companion",path:".github/workflows/gazetteer-comments.yml",text:`# The companion of the workflow that audits: it audits the same commit again, from the API, and comments on the pull request.
# GitHub runs it as the default branch has it, with a token that may write, also for forks and Dependabot. It checks nothing
# out, runs nothing of the change, and takes no file and no output of the run that ended.
name: gazetteer comments
on:
  workflow_run:
    # The name of the workflow that audits.
    workflows: [gazetteer]
    types: [completed]
permissions:
  contents: read
  pull-requests: write
jobs:
  comment:
    if: startsWith(github.event.workflow_run.event, 'pull_request')
    runs-on: ubuntu-latest
    steps:
${O(b)}
        # What fails a merge is the workflow that audits. This run belongs to the newest commit of the default branch.
        continue-on-error: true
        with:
          comment: on-findings
          review: true
`}].filter(({name:e})=>w.some(t=>t===e)),N=1===j.length?"":`, or write one of them with --only ${F.join(" or --only ")}`;for(let{path:e}of(await W(g,j,`look at what is there and move it away${N}`),j))process.stdout.write(`wrote ${s(k(g,e),1e3)}
`);return process.stdout.write(`
${(m=w.includes("companion"),[...b!==E?[]:["Put the account that holds the action in the place of OWNER, and a commit of it in the place of the tag."],"Try it here with gazetteer audit. Then commit, and open a pull request: its checks tell what is found.",...m?["The companion comments once it is in the default branch: GitHub runs it from there alone."]:[],"Nothing holds a merge back until a rule of the repository requires the check gazetteer."]).join(`
`)}
`),await f(k(g,".git")).catch(()=>{})===void 0&&process.stderr.write(`gazetteer: ${s($(g),500)} is not the root of a repository, where GitHub looks for them
`),0}var F=B.only.values,H=e=>F.some(t=>t===e);export{_ as runCommand};
