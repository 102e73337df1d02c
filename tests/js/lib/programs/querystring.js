const q=require('querystring'); const log=x=>console.log(typeof x==='string'?x:JSON.stringify(x));
for(const s of ['a=b&c=d','a','a=','=b','a=1&a=2&a=3','a+b=c+d','%zz=%20','a=%E4%BD%A0','a=%e4','&&a=b&','a==b','__proto__=1','','a%3Db=c%26d','x=%','%u2605'])log(q.parse(s));
log(q.parse('a:b;c:d',';',':'));log(q.parse('a=1&b=2&c=3','','',{maxKeys:2}));log(q.parse('a=%20',null,null,{decodeURIComponent:x=>x+'!'}));
log(q.stringify({a:'b c',d:[1,2,'x&y'],e:true,f:null,g:undefined,h:Infinity,i:{},'k=':'\u20ac'}));log(q.stringify({a:1},';',':'));log(q.stringify('x'));log(q.escape('a b&\u00e9'));log(q.unescape('%41%zz'));
try{q.escape('\ud800')}catch(e){log(e.name+e.code+e.message)}
log(Object.keys(q));log(q.stringify({a:[]}));log(q.unescapeBuffer('a%20b').toString());
