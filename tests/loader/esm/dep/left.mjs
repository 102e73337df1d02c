export const conflict = 1; export const shared = 'own star'; export default 1;
