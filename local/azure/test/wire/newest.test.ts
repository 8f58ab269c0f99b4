import { keepNewest } from '../../wire/newest.ts';

describe('a list of the newest', () => {
  test('shows what came after the first n, and nothing twice', () => {
    // Prepare
    const list = keepNewest<number>(10);
    for (let i = 1; i <= 4; i++) list.add(i);

    // Assess
    expect(list.after(0)).toEqual([1, 2, 3, 4]);
    expect(list.after(3)).toEqual([4]);
    expect(list.after(9)).toEqual([]);
  });

  test('forgets the oldest and goes on counting from the very first', () => {
    // Prepare
    const list = keepNewest<number>(10);
    for (let i = 1; i <= 95; i++) list.add(i);

    // Assess
    expect(list.after(0)).toEqual([86, 87, 88, 89, 90, 91, 92, 93, 94, 95]);
    expect(list.after(93)).toEqual([94, 95]);
  });

  test('starts again when it is cleared', () => {
    // Prepare
    const list = keepNewest<number>(10);
    list.add(1);

    // Act
    list.clear();
    list.add(2);

    // Assess
    expect(list.after(0)).toEqual([2]);
  });
});
