import { language } from '../index';
import { en, type ModerationWords } from './en';
import { es } from './es';

export const mod: ModerationWords = language === 'es' ? es : en;
