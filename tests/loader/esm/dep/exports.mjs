const out = 'custom'; export { out as 'module.exports' };
