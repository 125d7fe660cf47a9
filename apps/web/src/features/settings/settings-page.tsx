'use client';
import { PageHeader } from '@/components/page-header.tsx';
import { useCan } from '@/components/permission-button.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs.tsx';
import { useUrlFilters } from '@/lib/use-url-filters.ts';
import { AuditPanel } from './audit-panel.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { SystemPanel } from './system-panel.tsx';
import { UsersPanel } from './users-panel.tsx';

export function SettingsPage() {
  const [filters, setFilters] = useUrlFilters(['tab']);
  const tabs = [
    { value: 'account', label: 'Account', allowed: true, panel: <AccountPanels /> },
    { value: 'users', label: 'Users', allowed: useCan('users:manage'), panel: <UsersPanel /> },
    { value: 'system', label: 'System', allowed: useCan('system:read'), panel: <SystemPanel /> },
    { value: 'audit', label: 'Audit log', allowed: useCan('audit:read'), panel: <AuditPanel /> },
  ].filter((tab) => tab.allowed);
  const chosen = tabs.find((tab) => tab.value === filters.tab)?.value ?? 'account';
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Settings" />
      <Tabs value={chosen} onValueChange={(value) => setFilters({ tab: value === 'account' ? '' : value }, 'push')}>
        <TabsList aria-label="Settings">
          {tabs.map((tab) => (
            <TabsTrigger key={tab.value} value={tab.value}>
              {tab.label}
            </TabsTrigger>
          ))}
        </TabsList>
        {tabs.map((tab) => (
          <TabsContent key={tab.value} value={tab.value} className="pt-4">
            {tab.panel}
          </TabsContent>
        ))}
      </Tabs>
    </div>
  );
}

function AccountPanels() {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2 2xl:grid-cols-3">
      <ProfileForm />
      <PasswordForm />
      <SessionsPanel />
    </div>
  );
}
