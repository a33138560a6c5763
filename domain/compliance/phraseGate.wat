;; The first passes of the matcher over a text: reading its classes, and the gates. The same as readPlain, passPairs,
;; passBeginnings and passHeads of matcher.ts, which stay for where no WebAssembly can be made; what they mean is told there.
;;
;; Memory: classes of code units from 0; then at 131072 two numbers that say how far reading came: the code unit that has to be
;; looked at, and the classes read; everything else where `tables` and `room` say.
;; Made into phraseGateCode.ts by `node scripts/wasm/buildWasm.ts`.
(module
  ;; Given by the engine itself; without it the module cannot be linked, and the matcher goes without.
  (import "wasm:js-string" "charCodeAt" (func $charCodeAt (param externref i32) (result i32)))
  (memory (export "memory") 1)

  ;; Addresses. `noSecond` has a bit for each code unit that cannot be the second piece of a split character.
  (global $noSecond (mut i32) (i32.const 0))
  (global $pairGate (mut i32) (i32.const 0))
  (global $pairShift (mut i32) (i32.const 0))
  (global $headGate (mut i32) (i32.const 0))
  (global $headShift (mut i32) (i32.const 0))
  (global $units (mut i32) (i32.const 0))
  (global $classes (mut i32) (i32.const 0))
  (global $candidates (mut i32) (i32.const 0))

  (func (export "tables") (param $noSecondAt i32) (param $pairGateAt i32) (param $pairShiftIs i32) (param $headGateAt i32) (param $headShiftIs i32)
    (global.set $noSecond (local.get $noSecondAt))
    (global.set $pairGate (local.get $pairGateAt))
    (global.set $pairShift (local.get $pairShiftIs))
    (global.set $headGate (local.get $headGateAt))
    (global.set $headShift (local.get $headShiftIs)))

  (func (export "room") (param $unitsAt i32) (param $classesAt i32) (param $candidatesAt i32)
    (global.set $units (local.get $unitsAt))
    (global.set $classes (local.get $classesAt))
    (global.set $candidates (local.get $candidatesAt)))

  (func $isNoSecond (param $code i32) (result i32)
    (i32.and (i32.const 1) (i32.shr_u
      (i32.load8_u (i32.add (global.get $noSecond) (i32.shr_u (local.get $code) (i32.const 3))))
      (i32.and (local.get $code) (i32.const 7)))))

  (func $lengthTo (param $out i32) (result i32)
    (i32.shr_u (i32.sub (local.get $out) (global.get $classes)) (i32.const 1)))

  ;; Reads a text from a code unit on, with so many classes read before. Gives -1 when something has to be looked at, else
  ;; the number of candidates.
  (func (export "scan") (param $text externref) (param $at i32) (param $to i32) (param $length i32) (result i32)
    (local $class i32) (local $out i32) (local $isLooked i32)
    (local.set $out (i32.add (global.get $classes) (i32.shl (local.get $length) (i32.const 1))))
    (block $read
      (br_if $read (i32.ge_s (local.get $at) (local.get $to)))
      (loop $next
        (local.set $class (i32.load16_u (i32.shl (call $charCodeAt (local.get $text) (local.get $at)) (i32.const 1))))
        ;; What has to be looked at is left to the caller; a first piece of a split character only when it may be one.
        (if (i32.ge_u (local.get $class) (i32.const 0x8000)) (then
          (local.set $isLooked (i32.or
            (i32.eq (local.get $class) (i32.const 0xffff))
            (i32.ge_s (i32.add (local.get $at) (i32.const 1)) (local.get $to))))
          (if (i32.eqz (local.get $isLooked)) (then
            (local.set $isLooked (i32.eqz (call $isNoSecond (call $charCodeAt (local.get $text) (i32.add (local.get $at) (i32.const 1))))))))
          (if (local.get $isLooked) (then
            (i32.store (i32.const 131072) (local.get $at))
            (i32.store (i32.const 131076) (call $lengthTo (local.get $out)))
            (return (i32.const -1))))
          (local.set $class (i32.sub (local.get $class) (i32.const 0x8000)))))
        ;; What is dropped is written over by what comes next.
        (i32.store16 (local.get $out) (local.get $class))
        (local.set $out (i32.add (local.get $out)
          (i32.shl (i32.ne (local.get $class) (i32.const 0x7fff)) (i32.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $next (i32.lt_s (local.get $at) (local.get $to)))))
    (i64.store align=2 (local.get $out) (i64.const 0))
    (i64.store offset=8 align=2 (local.get $out) (i64.const 0))
    (i32.store (i32.const 131076) (call $lengthTo (local.get $out)))
    (call $passGates (local.get $out)))

  ;; The same over code units that lie in memory.
  (func (export "scanUnits") (param $at i32) (param $to i32) (param $length i32) (result i32)
    (local $class i32) (local $out i32) (local $isLooked i32)
    (local.set $out (i32.add (global.get $classes) (i32.shl (local.get $length) (i32.const 1))))
    (local.set $at (i32.add (global.get $units) (i32.shl (local.get $at) (i32.const 1))))
    (local.set $to (i32.add (global.get $units) (i32.shl (local.get $to) (i32.const 1))))
    (block $read
      (br_if $read (i32.ge_s (local.get $at) (local.get $to)))
      (loop $next
        (local.set $class (i32.load16_u (i32.shl (i32.load16_u (local.get $at)) (i32.const 1))))
        ;; What has to be looked at is left to the caller; a first piece of a split character only when it may be one.
        (if (i32.ge_u (local.get $class) (i32.const 0x8000)) (then
          (local.set $isLooked (i32.or
            (i32.eq (local.get $class) (i32.const 0xffff))
            (i32.ge_s (i32.add (local.get $at) (i32.const 2)) (local.get $to))))
          (if (i32.eqz (local.get $isLooked)) (then
            (local.set $isLooked (i32.eqz (call $isNoSecond (i32.load16_u offset=2 (local.get $at)))))))
          (if (local.get $isLooked) (then
            (i32.store (i32.const 131072) (i32.shr_u (i32.sub (local.get $at) (global.get $units)) (i32.const 1)))
            (i32.store (i32.const 131076) (call $lengthTo (local.get $out)))
            (return (i32.const -1))))
          (local.set $class (i32.sub (local.get $class) (i32.const 0x8000)))))
        ;; What is dropped is written over by what comes next.
        (i32.store16 (local.get $out) (local.get $class))
        (local.set $out (i32.add (local.get $out)
          (i32.shl (i32.ne (local.get $class) (i32.const 0x7fff)) (i32.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br_if $next (i32.lt_s (local.get $at) (local.get $to)))))
    (i64.store align=2 (local.get $out) (i64.const 0))
    (i64.store offset=8 align=2 (local.get $out) (i64.const 0))
    (i32.store (i32.const 131076) (call $lengthTo (local.get $out)))
    (call $passGates (local.get $out)))

  (func $hashPair (param $first i32) (param $second i32) (result i32)
    (i32.mul (i32.or (i32.shl (local.get $first) (i32.const 15)) (local.get $second)) (i32.const 0x9e3779b1)))

  (func $hashOn (param $hash i32) (param $next i32) (result i32)
    (i32.mul (i32.xor (local.get $hash) (local.get $next)) (i32.const 0x9e3779b1)))

  ;; 4, the width of a candidate, when the gate of pairs lets a pair and what follows through, else 0.
  (func $isPairOpen (param $hash i32) (param $next i32) (param $gate i32) (param $shift i32) (result i32)
    (i32.shl (i32.and (i32.const 1) (i32.shr_u
      (i32.load8_u (i32.add (local.get $gate) (i32.shr_u (local.get $hash) (local.get $shift))))
      (i32.and (local.get $next) (i32.const 7)))) (i32.const 2)))

  ;; 1 when the gate of heads lets a hash through, else 0.
  (func $isOpen (param $hash i32) (param $gate i32) (param $shift i32) (result i32)
    (local $bits i32)
    (local.set $bits (i32.load (i32.add (local.get $gate)
      (i32.shl (i32.shr_u (local.get $hash) (local.get $shift)) (i32.const 2)))))
    (i32.and (i32.const 1) (i32.and
      (i32.shr_u (local.get $bits) (i32.shr_u (local.get $hash) (i32.const 10)))
      (i32.shr_u (local.get $bits) (i32.shr_u (local.get $hash) (i32.const 5))))))

  (func $passGates (param $end i32) (result i32)
    (local $at i32) (local $first i32) (local $second i32) (local $third i32)
    (local $hash i32) (local $gate i32) (local $shift i32) (local $lengths i32)
    (local $from i32) (local $read i32) (local $noted i32)
    (local.set $at (global.get $classes))
    (if (i32.eq (local.get $at) (local.get $end)) (then (return (i32.const 0))))

    ;; Pairs, two at a time. Nothing branches on what is let through: a place that is not is written over by the next.
    (local.set $from (global.get $candidates))
    (local.set $noted (local.get $from))
    (local.set $gate (global.get $pairGate))
    (local.set $shift (global.get $pairShift))
    (local.set $first (i32.load16_u (local.get $at)))
    (local.set $second (i32.load16_u offset=2 (local.get $at)))
    (loop $next
      (i32.store (local.get $noted) (local.get $at))
      (local.set $third (i32.load16_u offset=4 (local.get $at)))
      (local.set $noted (i32.add (local.get $noted)
        (call $isPairOpen (call $hashPair (local.get $first) (local.get $second)) (local.get $third)
          (local.get $gate) (local.get $shift))))
      (i32.store (local.get $noted) (i32.add (local.get $at) (i32.const 2)))
      (local.set $first (local.get $third))
      (local.set $third (i32.load16_u offset=6 (local.get $at)))
      (local.set $noted (i32.add (local.get $noted)
        (call $isPairOpen (call $hashPair (local.get $second) (local.get $first)) (local.get $third)
          (local.get $gate) (local.get $shift))))
      (local.set $second (local.get $third))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))

    ;; Beginnings: a class lies at an even address, so the lowest bit says that it may be a word of two.
    (if (i32.eq (local.get $noted) (local.get $from)) (then (return (i32.const 0))))
    (local.set $end (local.get $noted))
    (local.set $noted (local.get $from))
    (local.set $read (local.get $from))
    (local.set $gate (global.get $headGate))
    (local.set $shift (global.get $headShift))
    (loop $next
      (local.set $at (i32.load (local.get $read)))
      (local.set $hash (call $hashPair (i32.load16_u (local.get $at)) (i32.load16_u offset=2 (local.get $at))))
      (local.set $lengths (call $isOpen (local.get $hash) (local.get $gate) (local.get $shift)))
      (i32.store (local.get $noted) (i32.or (local.get $at) (local.get $lengths)))
      (local.set $hash (call $hashOn (local.get $hash) (i32.load16_u offset=4 (local.get $at))))
      (local.set $noted (i32.add (local.get $noted) (i32.shl
        (i32.or (local.get $lengths) (call $isOpen (local.get $hash) (local.get $gate) (local.get $shift)))
        (i32.const 2))))
      (local.set $read (i32.add (local.get $read) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $read) (local.get $end))))

    ;; Heads: each candidate with the lengths its word may have.
    (if (i32.eq (local.get $noted) (local.get $from)) (then (return (i32.const 0))))
    (local.set $end (local.get $noted))
    (local.set $noted (local.get $from))
    (local.set $read (local.get $from))
    (loop $next
      (local.set $at (i32.load (local.get $read)))
      (local.set $lengths (i32.and (local.get $at) (i32.const 1)))
      (local.set $at (i32.xor (local.get $at) (local.get $lengths)))
      (local.set $hash (call $hashOn
        (call $hashPair (i32.load16_u (local.get $at)) (i32.load16_u offset=2 (local.get $at)))
        (i32.load16_u offset=4 (local.get $at))))
      (local.set $lengths (i32.or (local.get $lengths) (i32.shl
        (call $isOpen (call $hashOn (local.get $hash) (i32.const 0x7fff)) (local.get $gate) (local.get $shift))
        (i32.const 1))))
      (local.set $hash (call $hashOn (local.get $hash) (i32.load16_u offset=6 (local.get $at))))
      (local.set $lengths (i32.or (local.get $lengths)
        (i32.shl (call $isOpen (local.get $hash) (local.get $gate) (local.get $shift)) (i32.const 2))))
      (local.set $hash (call $hashOn (local.get $hash) (i32.load16_u offset=8 (local.get $at))))
      (local.set $lengths (i32.or (local.get $lengths)
        (i32.shl (call $isOpen (local.get $hash) (local.get $gate) (local.get $shift)) (i32.const 3))))
      (local.set $hash (call $hashOn (local.get $hash) (i32.load16_u offset=10 (local.get $at))))
      (local.set $lengths (i32.or (local.get $lengths)
        (i32.shl (call $isOpen (local.get $hash) (local.get $gate) (local.get $shift)) (i32.const 4))))
      (i32.store (local.get $noted) (i32.or (local.get $lengths)
        (i32.shl (i32.sub (local.get $at) (global.get $classes)) (i32.const 4))))
      (local.set $noted (i32.add (local.get $noted) (i32.shl (i32.ne (local.get $lengths) (i32.const 0)) (i32.const 2))))
      (local.set $read (i32.add (local.get $read) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $read) (local.get $end))))
    (i32.shr_u (i32.sub (local.get $noted) (local.get $from)) (i32.const 2)))
)
