import{b as l,c as a}from"./chunk-2KB5F4XT.js";var e=(e,r)=>l(a(e,r).replaceAll("##[","##\\u{5b}").replace(/^(\s*):(?=:)/,"$1\\u{3a}"),r),r=l=>l.replaceAll("%","%25").replaceAll(`\r`,"%0D").replaceAll(`
`,"%0A"),c=l=>r(l).replaceAll(":","%3A").replaceAll(",","%2C"),p=(l,a)=>e(l,a).replaceAll("::",":\\u{3a}");export{e as a,r as b,c as c,p as d};
