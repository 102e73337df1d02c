console.log('late starts'); export const v = await new Promise((r) => setTimeout(() => r('late'), 20)); console.log('late ends');
