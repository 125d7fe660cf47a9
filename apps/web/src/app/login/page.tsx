import type { Metadata } from 'next';
import { LoginPage } from '@/features/auth/login-page.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default LoginPage;
