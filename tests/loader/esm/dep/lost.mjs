import { nothing } from './named.cjs';
