import{createRequire as __gazetteerRequire}from"node:module";const require=__gazetteerRequire(import.meta.url);
var r=/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,a=/\\(?:\\|ud[89a-f][0-9a-f]{2})/g;function p(t){let n="";for(let e=0;e<t.length;e++)n+=`\\u${t.charCodeAt(e).toString(16).padStart(4,"0")}`;return n}var f=(t,n=2)=>`${JSON.stringify(t,void 0,n).replace(a,e=>e==="\\\\"?e:"\uFFFD").replace(r,p).replaceAll("##[","##\\u005b")}
`;export{f as a};
