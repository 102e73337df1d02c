const semver = require('semver');
console.log(semver.satisfies('1.2.3-beta.2', '>=1.2.3-beta.1 <2 || ^3'), semver.maxSatisfying(['1.2.3', '1.9.0', '2.0.0'], '^1'), semver.inc('1.2.3', 'prerelease', 'rc'));
console.log(new semver.Range('~1.2 || >=3.x <4.5.6').range, semver.coerce('v2.3 x').version, semver.diff('1.0.0', '1.1.0'), ['1.0.0', '0.9.9', '1.0.0-a'].sort(semver.compare));
try {
  new semver.SemVer('nope');
} catch (error) {
  console.log(error.name, error.message);
}
