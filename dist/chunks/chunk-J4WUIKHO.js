var a=/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,e=/\\(?:\\|ud[89a-f][0-9a-f]{2})/g;function r(a){let e="";for(let r=0;r<a.length;r++)e+=`\\u${a.charCodeAt(r).toString(16).padStart(4,"0")}`;return e}var t=(t,l=2)=>`${JSON.stringify(t,void 0,l).replace(e,a=>"\\\\"===a?a:"�").replace(a,r).replaceAll("##[","##\\u005b")}
`;export{t as a};
