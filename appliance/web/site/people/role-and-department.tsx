import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DepartmentsAnswer } from '../../../features/departments/schema.ts';
import type { Me, Role } from '../../../features/me/schema.ts';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { rolesToGive } from './appointing.ts';

export type RoleChoice = { readonly role: Role; readonly departmentId: string };

type Props = {
  readonly me: Me;
  readonly schoolId: string;
  readonly value: RoleChoice;
  readonly onChange: (value: RoleChoice) => void;
};

/** Which role at a school, and in which department where that counts. */
export function RoleAndDepartment({ me, schoolId, value, onChange }: Props) {
  const all = useWords();
  const asks = value.role === 'teacher' || value.role === 'head-of-department';
  const departments = useQuery({
    queryKey: ['departments', schoolId],
    queryFn: () => call<DepartmentsAnswer>(`/departments?schoolId=${schoolId}`),
    enabled: asks,
  });
  const needed = value.role === 'head-of-department';
  const found = (departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const none = { value: '', label: all.roles.noDepartment };
  return (
    <>
      <Select
        label={all.people.role}
        data={rolesToGive(me, schoolId).map((role) => ({ value: role, label: all.people.roles[role] }))}
        value={value.role}
        onChange={(role) => onChange({ role: (role ?? 'teacher') as Role, departmentId: '' })}
        allowDeselect={false}
      />
      {asks && (
        <Select
          label={all.roles.department}
          data={needed ? found : [none, ...found]}
          value={needed && value.departmentId === '' ? null : value.departmentId}
          onChange={(departmentId) => onChange({ ...value, departmentId: departmentId ?? '' })}
          allowDeselect={false}
          required={needed}
        />
      )}
    </>
  );
}
