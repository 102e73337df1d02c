// Intl for English: tables of options, against Node's ICU.
'use strict';
function t(f) {
  try { const v=f(); console.log(typeof v==='string'?v:JSON.stringify(v));
  } catch (e) {
    console.log(e.name+': '+e.message);} }
const dates=[Date.UTC(2020,0,2,5,4,5,678), Date.UTC(2021,6,14,17,30,0), Date.UTC(1999,11,31,23,59,59,999), Date.UTC(2040,2,20,12,0,0)];
const dopts=[{},
  {month:"long",day:"numeric",year:"numeric",hour:"numeric"},
  {month:"short",day:"numeric",hour:"numeric",minute:"2-digit"},
  {weekday:"long",month:"long",day:"numeric",year:"numeric",hour:"numeric",minute:"numeric",timeZoneName:"short"},
  {dateStyle:"full",timeStyle:"full"},
  {dateStyle:"long",timeStyle:"long"},
  {dateStyle:"medium",timeStyle:"medium"},
  {dateStyle:"short",timeStyle:"short"},
  {weekday:"short",day:"numeric"},
  {weekday:"short"},
  {year:"numeric",day:"numeric"},
  {weekday:"short",year:"numeric",month:"numeric",day:"numeric"},
  {weekday:"short",hour:"numeric"},
  {era:"short"},
  {era:"short",year:"numeric"},
  {era:"short",year:"numeric",month:"short",day:"numeric"},
  {hour:"2-digit"},
  {hour:"numeric",hour12:false},
  {hour:"2-digit",minute:"2-digit",hourCycle:"h23"},
  {minute:"numeric"},
  {minute:"numeric",second:"numeric"},
  {second:"2-digit"},
  {hour:"numeric",minute:"numeric",second:"numeric",fractionalSecondDigits:3},
  {fractionalSecondDigits:2},
  {second:"numeric",fractionalSecondDigits:1},
  {month:"narrow"},
  {month:"2-digit",year:"2-digit"},
  {month:"2-digit",day:"2-digit",year:"numeric"},
  {month:"long",year:"numeric"},
  {month:"short",weekday:"short"},
  {month:"short",day:"numeric",weekday:"long"},
  {dayPeriod:"long"},
  {hour:"numeric",dayPeriod:"short"},
  {timeZoneName:"long"},
  {timeZoneName:"short",year:"numeric"},
  {timeZoneName:"longOffset"},
  {timeZoneName:"shortOffset",hour:"numeric"},
  {weekday:"narrow",month:"narrow",day:"numeric"},
  {year:"numeric",month:"long",weekday:"long"},
  {weekday:"long",year:"numeric"},
  {hour:"numeric",minute:"numeric",weekday:"long"},
  {day:"2-digit"},
  {year:"2-digit"},
  {month:"long",day:"numeric"},
  {hourCycle:"h11",hour:"numeric"},
  {hourCycle:"h24",hour:"numeric",minute:"numeric"},
  {dateStyle:"medium"},
  {timeStyle:"short",hour12:false},
  {hour12:false},
  {hour12:true,hour:"2-digit",minute:"2-digit"},
  {dateStyle:"short",year:"numeric"},
  {hour:"numeric",minute:"2-digit",second:"2-digit",hour12:false,year:"numeric",month:"2-digit",day:"2-digit"},
  {timeZoneName:"short"},
  {hour:"numeric",timeZoneName:"long"}];
for (const z of ["America/New_York","UTC","Europe/Berlin","Asia/Kolkata","Europe/London","Asia/Tokyo","Australia/Sydney"]) for (const d of dates)
  for (const o of dopts) t(()=>new Intl.DateTimeFormat("en-US",{timeZone:z,...o}).format(d));
for (const o of dopts) { t(()=>new Intl.DateTimeFormat("en-US",{timeZone:"America/New_York",...o}).formatToParts(dates[0]));
t(()=>new Intl.DateTimeFormat("en-US",{timeZone:"America/New_York",...o}).resolvedOptions()); }
const nums=[0,-0,1,-1,1.5,1234.5,-1234567.891,0.000123,1e21,123456789012345680000,NaN,Infinity,-Infinity,0.005,1.005,2.345,999.9999,1e-7,12345.6789,999999,1000000,1234567,999950,15000,9.995,0.5,123,45678];
const nopts=[{},
  {maximumFractionDigits:0},
  {minimumFractionDigits:2},
  {maximumFractionDigits:2,minimumFractionDigits:2},
  {style:"percent"},
  {style:"percent",maximumFractionDigits:1},
  {style:"currency",currency:"USD"},
  {style:"currency",currency:"EUR"},
  {style:"currency",currency:"JPY"},
  {style:"currency",currency:"CHF"},
  {style:"currency",currency:"USD",currencyDisplay:"code"},
  {style:"currency",currency:"USD",currencyDisplay:"name"},
  {style:"currency",currency:"CAD",currencyDisplay:"narrowSymbol"},
  {style:"currency",currency:"USD",currencySign:"accounting"},
  {style:"unit",unit:"kilometer"},
  {style:"unit",unit:"kilometer-per-hour"},
  {style:"unit",unit:"liter",unitDisplay:"long"},
  {style:"unit",unit:"byte",unitDisplay:"narrow"},
  {style:"unit",unit:"celsius"},
  {notation:"compact"},
  {notation:"compact",compactDisplay:"long"},
  {notation:"compact",maximumFractionDigits:1},
  {notation:"scientific"},
  {notation:"engineering"},
  {maximumSignificantDigits:3},
  {minimumSignificantDigits:3},
  {minimumSignificantDigits:2,maximumSignificantDigits:5},
  {useGrouping:false},
  {useGrouping:"min2"},
  {signDisplay:"always"},
  {signDisplay:"exceptZero"},
  {signDisplay:"never"},
  {signDisplay:"negative"},
  {minimumIntegerDigits:5},
  {maximumFractionDigits:2,roundingMode:"floor"},
  {maximumFractionDigits:2,roundingMode:"halfEven"},
  {maximumFractionDigits:20},
  {style:"unit",unit:"day",unitDisplay:"long"},
  {style:"unit",unit:"megabyte-per-second"},
  {trailingZeroDisplay:"stripIfInteger",minimumFractionDigits:2}];
for (const o of nopts) { for (const n of nums) t(()=>new Intl.NumberFormat("en-US",o).format(n));
t(()=>new Intl.NumberFormat("en-US",o).formatToParts(-1234.5));
t(()=>new Intl.NumberFormat("en-US",o).resolvedOptions()); }
t(()=>new Intl.NumberFormat("en-US").format(12345678901234567890n));
t(()=>(1234.5).toLocaleString());
t(()=>(1234567n).toLocaleString('en-US',{style:'currency',currency:'EUR'}));
t(()=>new Date(0).toLocaleString('en-US',{timeZone:'UTC'}));
t(()=>new Date(0).toLocaleDateString());
t(()=>new Date(0).toLocaleTimeString([], {hour:'2-digit',minute:'2-digit'}));
t(()=>new Date(NaN).toLocaleString());
t(()=>[1234.5, new Date(0), 'x'].toLocaleString());
for (const n of [0,1,2,3,4,11,12,13,21,22,101,111,1.5,-1]) { t(()=>new Intl.PluralRules('en').select(n));
t(()=>new Intl.PluralRules('en',{type:'ordinal'}).select(n)); }
t(()=>new Intl.PluralRules('en',{minimumFractionDigits:1}).select(1));
for (const type of ['conjunction','disjunction','unit']) for (const style of ['long','short','narrow']) for (const l of [[],['a'],['a','b'],['a','b','c'],['a','b','c','d']]) t(()=>new Intl.ListFormat('en',{type,style}).format(l));
for (const numeric of ['always','auto']) for (const style of ['long','short','narrow']) for (const u of ['second','minute','hours','day','week','month','quarter','year']) for (const v of [-2,-1,-0,0,1,2,1000,1.5]) t(()=>new Intl.RelativeTimeFormat('en',{numeric,style}).format(v,u));
t(()=>new Intl.RelativeTimeFormat('en').formatToParts(-3,'day'));
const words='a A b B ä Ä á z Z é e E résumé resume Resume résumés co-op coop 10 9 2 1 _x -x x1 x10 x2 ß ss ñ n o ø œ oe æ ae Zürich Zurich zebra'.split(' ');
t(()=>words.slice().sort(new Intl.Collator('en').compare).join(' '));
t(()=>words.slice().sort((a,b)=>a.localeCompare(b)).join(' '));
t(()=>words.slice().sort(new Intl.Collator('en',{numeric:true}).compare).join(' '));
t(()=>words.slice().sort(new Intl.Collator('en',{caseFirst:'upper'}).compare).join(' '));
for (const sensitivity of ['base','accent','case','variant']) t(()=>[['a','A'],['a','á'],['a','b'],['a','Á']].map(([x,y])=>new Intl.Collator('en',{sensitivity}).compare(x,y)));
t(()=>'a'.localeCompare('b','en',{sensitivity:'base'}));
t(()=>'x10'.localeCompare('x9',undefined,{numeric:true}));
t(()=>['\u00e4\u0323', '\u1ea1\u0308', 'a\u0323\u0308'].map((x)=>x.localeCompare('a\u0308\u0323')));
t(()=>['b','a','C','A'].sort((a,b)=>a.localeCompare(b)));
t(()=>Intl.getCanonicalLocales(['EN-us','de-DE']));
t(()=>Intl.DateTimeFormat.supportedLocalesOf(['en-US','en']));
t(()=>Intl.getCanonicalLocales('x_y'));
t(()=>new Intl.NumberFormat('en',{style:'currency'}));
t(()=>new Intl.DateTimeFormat('en',{timeZone:'Nope/Zone'}));
t(()=>Object.prototype.toString.call(Intl));
t(()=>Object.prototype.toString.call(new Intl.Collator()));
for (const granularity of ['grapheme','word','sentence']) for (const s of ['Hello, world! How are you? Fine. e.g. this.','👨‍👩‍👧🇩🇪e\u0301x','can\'t 3.14 a_b foo-bar','Dr. Smith went. 3.5 is ok.\nNew line.','']) t(()=>[...new Intl.Segmenter('en',{granularity}).segment(s)].map(x=>[x.segment,x.index,x.isWordLike]));
t(()=>new Intl.DisplayNames('en',{type:'region'}).of('US'));
t(()=>new Intl.DisplayNames('en',{type:'language'}).of('fr'));
t(()=>new Intl.DisplayNames('en',{type:'currency'}).of('USD'));
t(()=>new Intl.Locale('en-Latn-US').language);
t(()=>new Intl.DateTimeFormat('en-US',{timeZone:'UTC'}).formatRange(dates[0],dates[1]));
