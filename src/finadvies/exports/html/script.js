(function(){
var root=document.documentElement,key='finadvies:'+root.dataset.list,all=function(what){return [].slice.call(document.querySelectorAll(what))},
bar=document.querySelector('.bar'),out=bar.querySelector('output'),button=bar.querySelector('button'),
boxes=all('.doc input'),more=all('.more'),folding=all('details'),done={},keeps=true,was;
try{done=Object(JSON.parse(localStorage.getItem(key)||'{}')||{});localStorage.setItem(key,JSON.stringify(done))}catch(e){done={};keeps=false}
function say(){
var n=boxes.filter(function(box){return box.checked}).length;
out.textContent=bar.dataset.ticked.replace('{n}',n).replace('{all}',boxes.length)+(keeps?'':'. '+bar.dataset.kept)}
boxes.forEach(function(box){
if(box.id in done)box.checked=done[box.id]===1;
box.addEventListener('change',function(){
done[box.id]=box.checked?1:0;
try{localStorage.setItem(key,JSON.stringify(done))}catch(e){keeps=false}
say()})});
function fold(open){
more.forEach(function(each){each.open=open});
button.textContent=open?bar.dataset.fold:bar.dataset.unfold;
button.dataset.open=open?'1':''}
button.addEventListener('click',function(){fold(!button.dataset.open)});
fold(!matchMedia('(max-width:47.5rem)').matches);
all('.days').forEach(function(each){each.open=false});
addEventListener('beforeprint',function(){was=folding.map(function(each){return each.open});folding.forEach(function(each){each.open=true})});
addEventListener('afterprint',function(){if(was)folding.forEach(function(each,place){each.open=was[place]})});
bar.hidden=false;say()
})();
