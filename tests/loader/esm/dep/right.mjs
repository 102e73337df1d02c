export const conflict = 2; export { shared } from './left.mjs'; export default 2;
