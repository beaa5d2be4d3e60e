import{a as r}from"./chunk-2GSD6VLY.js";var a=(a,e)=>r(a,e).replaceAll("::",":\\u{3a}");export{a as a};
