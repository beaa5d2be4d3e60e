#!/usr/bin/env node
import{createRequire as __gazetteerRequire}from"node:module";const require=__gazetteerRequire(import.meta.url);
import{a as n}from"./chunks/chunk-FGWFUXRX.js";import"./chunks/chunk-2D5G4346.js";async function o(e){let[t]=e;if(e.includes("--version")&&t!=="audit")return process.stdout.write(`gazetteer 0.1.0
`),0;if(t===void 0||t==="--help"||t==="-h"||t==="audit"&&e.includes("--help")){let{help:i}=await import("./chunks/help-XUKF6FQ3.js");return process.stdout.write(i),t===void 0?2:0}if(t!=="audit")throw new n("usage",`there is no command ${t}`,"gazetteer --help lists the commands");let{runCommand:s}=await import("./chunks/audit-SZPRLVNN.js");return s(e.slice(1),"0.1.0")}function u(e){let t=e instanceof n?e.message:e instanceof Error?e.stack??e.message:String(e),s=i=>i.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g,"\uFFFD");return process.stderr.write(`gazetteer: ${s(t)}
`),e instanceof n&&e.hint!==void 0&&process.stderr.write(`  ${s(e.hint)}
`),e instanceof n?2:70}process.stdout.on("error",e=>{if(e.code!=="EPIPE")throw e});process.exitCode=await o(process.argv.slice(2)).catch(u);
