var a=async a=>"load"in a?a.load():a;export{a as a};
